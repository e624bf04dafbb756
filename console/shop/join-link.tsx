import { Button, Code, CopyButton, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { QrCode } from '#console/settings/qr-code.tsx'
import { useWords } from '#console/words/use-words.ts'
import { QrFiles } from './qr-files.tsx'
import type { ShopForm } from './use-form.ts'

/** What a link says of where somebody came from, by the name that it has in the address. */
const SAID = ['utm_source', 'utm_medium', 'utm_campaign', 'ref', 'qr'] as const
type Said = Partial<Record<(typeof SAID)[number], string>>

/** Makes a link, and a code to print, by which people join: members who came by it have it as their source. Under the address that works, which is the saved one. */
export function JoinLink({ form: { saved: { handle } } }: { form: ShopForm }) {
  const { say } = useWords()
  const [said, setSaid] = useState<Said>({})
  const link = linkOf(`${location.origin}/m/${handle}`, said)
  return (
    <Paper component="section" maw={720}><Stack gap="sm">
      <Title order={2}>{say('join_link.title')}</Title>
      <Text size="sm" c="dimmed">{say('join_link.about')}</Text>
      <Group align="flex-start">{SAID.map((name) => <TextInput key={name} w={210} label={say(`join_link.${name}`)} description={say(`join_link.hint.${name}`)} value={said[name] ?? ''} onChange={({ currentTarget: { value } }) => setSaid({ ...said, [name]: value })} maxLength={100} />)}</Group>
      <Code block tabIndex={0}>{link}</Code>
      <CopyButton value={link}>{({ copied, copy }) => <Button size="xs" variant="default" style={{ alignSelf: 'start' }} onClick={copy}>{say(copied ? 'copy.done' : 'join_link.copy')}</Button>}</CopyButton>
      <Group align="flex-end"><QrCode text={link} label={say('join_link.qr_of', { link })} /><QrFiles link={link} name={fileNameOf(handle, said)} /></Group>
    </Stack></Paper>
  )
}

function linkOf(page: string, said: Said): string {
  const query = new URLSearchParams(SAID.flatMap((name) => (said[name] === undefined || said[name].trim() === '' ? [] : [[name, said[name].trim()]]))).toString()
  return query === '' ? page : `${page}?${query}`
}

/** What a file of the code is called: by the shop, and by what tells it from other codes of the same shop. */
function fileNameOf(handle: string, said: Said): string {
  return [handle, ...SAID.flatMap((name) => said[name]?.trim() || [])].join('-').replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
}
