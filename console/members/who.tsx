import { Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import type { Profile } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { isMaskedId } from '#console/roster/page-id.ts'
import { namesOf } from '#console/shop/use-form.ts'
import { listText } from '#console/words/texts.ts'
import { useWords } from '#console/words/use-words.ts'

/** Who this is: masked as it comes from the server; whole for whoever may, and says why. */
export function Who({ profile, isSeen, onToggle }: { profile: Profile; isSeen: boolean; onToggle?: () => void }) {
  const { say, has, day, dayOfYear, language } = useWords()
  const document = useDocument()
  const [regionName, languageName] = [namesOf(language, 'region'), namesOf(language, 'language')]
  const { email, phone, isMasked, birthday, zone, market, region, locale, createdAt, joinedAt, externalIds, memberId, companies, notes, attributes, source } = profile
  const hasHidden = email !== null || phone !== null || birthday !== null || externalIds.some(isMaskedId)
  const facts: [string, string | null][] = [
    ['email', email], ['phone', phone], ['birthday', birthday === null ? null : dayOfYear(birthday)], ['region', region === null ? null : regionText(region, regionName)], ['market', market === null ? null : marketName(document, market, language)], ['zone', zone], ['language', locale === null ? null : languageName(locale)],
    ['joined', joinedAt === null ? null : day(joinedAt)], ['known', day(createdAt)],
    ['companies', companies.length === 0 ? null : listText(companies.map(({ company, role }) => say('who.company', { company, role: say(`who.role.${role}`) })), language)], ['notes', notes], ['source', source === null ? null : Object.entries(source).map(([name, value]) => say('who.came', { name: has(`source.${name}`) ? say(`source.${name}`) : name, value })).join(' · ')],
    ...Object.entries(attributes).map(([name, value]): [string, string] => [name, String(value)]),
  ]
  return (
    <Paper>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say('who.title')}</Title>
        {onToggle === undefined || !(isSeen || (isMasked && hasHidden)) ? null : <Button size="compact-xs" variant="default" onClick={onToggle}>{say(isSeen ? 'reveal.hide' : 'reveal.open')}</Button>}
      </Group>
      {isMasked && hasHidden ? <Text size="xs" c="dimmed" mb="xs">{say('who.masked')}</Text> : null}
      <Table variant="vertical" highlightOnHover={false} withRowBorders={false} layout="fixed">
        <Table.Tbody>
          {facts.filter(([, value]) => value !== null).map(([name, value]) => <Table.Tr key={name}><Table.Th w={140} fw={400} c="dimmed">{name in attributes ? name : say(`who.${name}`)}</Table.Th><Table.Td>{value}</Table.Td></Table.Tr>)}
          <Table.Tr><Table.Th fw={400} c="dimmed">{say('who.ids')}</Table.Th><Table.Td>{[...externalIds, memberId].map((id, place) => <div key={`${place} ${id}`}><CopyText text={id} /></div>)}</Table.Td></Table.Tr>
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

/** A country by its name; its province, whose code is all that is known, behind it. */
function regionText(region: string, nameOf: (code: string) => string): string {
  const [country = '', province] = region.split('-', 2)
  return province === undefined ? nameOf(country) : `${nameOf(country)} · ${region}`
}
