import { Radio, SimpleGrid, Text } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { TEMPLATES } from './templates.ts'

type Choice = { id: string; name: string; about: string }

/** The programs that there are to begin with, each with what it is good for; `own`: what comes before them. */
export function Gallery({ value, onChange, own }: { value: string; onChange: (template: string) => void; own?: Choice }) {
  const { say } = useWords()
  const choices: readonly Choice[] = [...(own === undefined ? [] : [own]), ...TEMPLATES.map((id) => ({ id, name: say(`template.${id}.name`), about: say(`template.${id}.about`) }))]
  return (
    <Radio.Group value={value} onChange={onChange} aria-label={say('stores.step.template')}>
      <SimpleGrid type="container" cols={{ base: 1, '400px': 2, '800px': 4 }} spacing="sm">
        {choices.map(({ id, name, about }) => (
          <Radio.Card key={id} value={id} p="sm" radius="md" className="choice" aria-label={name} aria-description={about}>
            <Text fw={600} size="sm">{name}</Text>
            <Text size="xs" c="dimmed" mt={4}>{about}</Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
