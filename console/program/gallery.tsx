import { Radio, SimpleGrid, Text } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { TEMPLATES } from '#console/program/templates.ts'

/** The programs that there are to begin with, each with what it is good for. */
export function Gallery({ value, onChange }: { value: string; onChange: (template: string) => void }) {
  const { say } = useWords()
  return (
    <Radio.Group value={value} onChange={onChange} aria-label={say('stores.step.template')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {TEMPLATES.map((template) => (
          <Radio.Card key={template} value={template} p="sm" radius="md" className="choice" aria-label={say(`template.${template}.name`)} aria-description={say(`template.${template}.about`)}>
            <Text fw={600} size="sm">{say(`template.${template}.name`)}</Text>
            <Text size="xs" c="dimmed" mt={4}>{say(`template.${template}.about`)}</Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
