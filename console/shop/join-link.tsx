import { Button, Code, CopyButton, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { QrCode } from '#console/settings/qr-code.tsx'
import { useWords } from '#console/words/use-words.ts'

/** What a link says of where somebody came from, by the name that it has in the address. */
const SAID = ['utm_source', 'utm_campaign', 'ref', 'qr'] as const
type Said = Partial<Record<(typeof SAID)[number], string>>

/** Makes a link, and a code to print, by which people join: members who came by it have it as their source. */
export function JoinLink({ handle }: { handle: string }) {
  const { say } = useWords()
  const [said, setSaid] = useState<Said>({})
  const link = linkOf(`${location.origin}/m/${handle}`, said)
  return (
    <Paper component="section"><Stack gap="sm">
      <Title order={2}>{say('join_link.title')}</Title>
      <Text size="sm" c="dimmed">{say('join_link.about')}</Text>
      <Group align="flex-start">{SAID.map((name) => <TextInput key={name} w={220} label={say(`join_link.${name}`)} description={say(`join_link.hint.${name}`)} value={said[name] ?? ''} onChange={({ currentTarget: { value } }) => setSaid({ ...said, [name]: value })} maxLength={100} />)}</Group>
      <Code block tabIndex={0}>{link}</Code>
      <Group align="flex-end"><QrCode text={link} label={say('join_link.qr_of', { link })} /><CopyButton value={link}>{({ copied, copy }) => <Button size="compact-xs" variant="default" onClick={copy}>{say(copied ? 'copy.done' : 'join_link.copy')}</Button>}</CopyButton></Group>
    </Stack></Paper>
  )
}

function linkOf(page: string, said: Said): string {
  const query = new URLSearchParams(SAID.flatMap((name) => (said[name] === undefined || said[name].trim() === '' ? [] : [[name, said[name].trim()]]))).toString()
  return query === '' ? page : `${page}?${query}`
}
