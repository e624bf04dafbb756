import { Paper, Switch, Title } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { useSingleKeysOn } from './single-keys.ts'

/** Switches shortcuts of single keys off, for whoever speaks to their machine or touches keys by chance; kept in this browser. */
export function KeysSwitch() {
  const { say } = useWords()
  const [isOn, setOn] = useSingleKeysOn()
  return (
    <Paper component="section">
      <Title order={2} mb="xs">{say('shortcuts.title')}</Title>
      <Switch label={say('shortcuts.single')} description={say('shortcuts.single_hint')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
    </Paper>
  )
}
