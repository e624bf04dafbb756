import { ActionIcon, CopyButton, Group } from '@mantine/core'
import { CheckIcon, CopyIcon } from '@radix-ui/react-icons'
import { useWords } from '#console/words/use-words.ts'

/** A text of machines that can be taken along by one press. */
export function CopyText({ text, label = text }: { text: string; label?: string }) {
  const { say } = useWords()
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <span className="fixed">{label}</span>
      <CopyButton value={text}>
        {({ copied, copy }) => <ActionIcon size="sm" onClick={copy} aria-label={say(copied ? 'copy.done' : 'copy.one', { text: label })}>{copied ? <CheckIcon /> : <CopyIcon />}</ActionIcon>}
      </CopyButton>
    </Group>
  )
}
