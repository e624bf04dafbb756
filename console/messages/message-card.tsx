import { Badge, Group, NumberInput, Paper, Stack, Switch, Text, Title, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf, type ChangeMessage, type Message } from '#sdk/index'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite, useStoreId } from '#console/session/client.ts'
import { namesOf } from '#console/shop/use-form.ts'
import { useWords } from '#console/words/use-words.ts'

const MOST_DAYS = 90

/** One kind: whether it is sent, how many went, what decides when, and the way to its words. */
export function MessageCard({ message, isWriter }: { message: Message; isWriter: boolean }) {
  const { say, language } = useWords()
  const store = useStoreId() as string
  const told = useTold()
  const { kind, isOn, sent, ownTexts } = message
  const name = say(`messages.kind.${kind}`)
  const change = useWrite((client, body: Omit<ChangeMessage, 'kind'>) => answerOf(client.PATCH('/api/v1/messages/{kind}', { params: { path: { kind } }, body })), {
    touches: ['messages'], onDone: ({ isOn: isNow }) => told(say(isNow ? 'messages.switched_on' : 'messages.switched_off', { name })),
  })
  return (
    <Paper component="section" aria-label={name}><Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>{name}</Title>
        <Switch aria-label={say('messages.switch', { name })} label={say(isOn ? 'messages.on' : 'messages.off')} labelPosition="left" checked={isOn} disabled={!isWriter || change.isPending} onChange={(event) => change.mutate({ isOn: event.currentTarget.checked })} />
      </Group>
      <Text size="sm">{say(`messages.about.${kind}`)}</Text>
      <When message={message} isWriter={isWriter} onDays={(days) => change.mutate({ days })} />
      {change.error === null ? null : <Trouble error={change.error} />}
      <Group gap="xs">
        <Badge variant="light" color={sent > 0 ? 'kelp' : 'gray'}>{say('messages.sent', { count: sent })}</Badge>
        {ownTexts.length === 0 ? null : <Badge variant="light" color="tide">{say('messages.own', { languages: new Intl.ListFormat(language).format(ownTexts.map(namesOf(language, 'language'))) })}</Badge>}
        <Link to="/$store/settings/messages/$kind" params={{ store, kind }}>{say('messages.open')}<VisuallyHidden> {name}</VisuallyHidden></Link>
      </Group>
    </Stack></Paper>
  )
}

/** Days of points that end are the program's; those of a level at risk are set here. */
function When({ message: { kind, days, reminderDays }, isWriter, onDays }: { message: Message; isWriter: boolean; onDays: (days: number) => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  if (kind === 'points_expiring') {
    return <Text size="sm" {...(reminderDays.length === 0 ? {} : { c: 'dimmed' })}>{reminderDays.length === 0 ? say('messages.no_reminders') : say('messages.reminders', { count: reminderDays.length, days: reminderDays.map((n) => say('messages.reminder_day', { n })).join(say('form.told.comma')) })} <Link to="/$store/program" params={{ store }}>{say('messages.to_program')}</Link></Text>
  }
  if (kind !== 'tier_at_risk' || days === null) return null
  return (
    <NumberInput
      key={days} label={say('messages.days')} description={say('messages.days_about')} maw={320} min={1} max={MOST_DAYS} clampBehavior="strict" allowDecimal={false} defaultValue={days} readOnly={!isWriter}
      onBlur={(event) => {
        const next = Number(event.currentTarget.value)
        if (Number.isInteger(next) && next >= 1 && next !== days) onDays(next)
      }}
    />
  )
}
