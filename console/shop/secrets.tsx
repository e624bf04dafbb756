import { Alert, Button, Group, NumberInput, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type HandoverSecret, type NewHandoverSecret } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Hours in which the secrets that there are work on, unless told. */
const OVERLAP_HOURS = 24
const MOST_HOURS = 720

/** With a secret the server of the shop signs for whoever is signed in there. It is shown once. */
export function Secrets({ secrets, isWriter }: { secrets: readonly HandoverSecret[]; isWriter: boolean }) {
  const { say, time } = useWords()
  const [made, setMade] = useState<NewHandoverSecret | null>(null)
  const [isAsking, setAsking] = useState(false)
  const columns = ['secret', 'made', 'state'].map((each) => say(`secrets.${each}`))
  return (
    <Paper component="section"><Stack gap="sm">
      <Group justify="space-between"><Title order={2}>{say('secrets.title')}</Title>{isWriter ? <Button size="xs" variant="default" onClick={() => setAsking(true)}>{say(secrets.length === 0 ? 'secrets.make' : 'secrets.replace')}</Button> : null}</Group>
      <Text size="sm" c="dimmed">{say('secrets.about')}</Text>
      {made === null ? null : (
        <Alert color="tide" title={say('secrets.new')} withCloseButton onClose={() => setMade(null)} closeButtonLabel={say('ask.close')}>
          <Text size="sm" mb={4}>{say('secrets.once')}</Text><CopyText text={made.value} />
        </Alert>
      )}
      {secrets.length === 0 ? null : (
        <Sheet label={say('secrets.title')} columns={columns} minWidth={420}>
          {secrets.map(({ secret, createdAt, expiresAt }) => (
            <Table.Tr key={secret}><Table.Td className="fixed">{secret}</Table.Td><Table.Td>{time(createdAt)}</Table.Td><Table.Td>{expiresAt === null ? say('secrets.works') : say('secrets.ends', { time: time(expiresAt) })}</Table.Td></Table.Tr>
          ))}
        </Sheet>
      )}
      {isAsking ? <Make hasOthers={secrets.length > 0} onClose={() => setAsking(false)} onMade={setMade} /> : null}
    </Stack></Paper>
  )
}

function Make({ hasOthers, onClose, onMade }: { hasOthers: boolean; onClose: () => void; onMade: (secret: NewHandoverSecret) => void }) {
  const { say } = useWords()
  const [hours, setHours] = useState(OVERLAP_HOURS)
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/shop-settings/secrets', { body: { overlapHours: hours } })), { touches: ['shop'], onDone: (secret) => { onMade(secret); onClose() } })
  return (
    <Ask isOpen title={say(hasOthers ? 'secrets.replace' : 'secrets.make')} text={say('secrets.make_text')} onClose={onClose} action={say('secrets.go')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error}>
      {hasOthers ? <NumberInput label={say('secrets.overlap')} description={say('secrets.overlap_hint')} min={0} max={MOST_HOURS} allowDecimal={false} value={hours} onChange={(value) => setHours(Number(value) || 0)} data-autofocus /> : null}
    </Ask>
  )
}
