import { Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ChevronDownIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type Link, type Seat } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { Ask } from '#console/page/ask.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

type Deed = 'mail' | 'link' | 'factor' | 'remove'

/** What is done for a colleague, or with their seat. */
export function SeatDeeds({ seat, onLink }: { seat: Seat; onLink: (link: Link) => void }) {
  const { say } = useWords()
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = (): void => setDeed(null)
  const offered: readonly Deed[] = ['mail', 'link', ...(seat.hasSecondFactor ? ['factor' as const] : []), 'remove']
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target><Button size="compact-xs" variant="default" rightSection={<ChevronDownIcon aria-hidden />} aria-label={say('staff.do_for', { name: seat.name })}>{say('staff.do')}</Button></Menu.Target>
        <Menu.Dropdown>{offered.map((each) => <Menu.Item key={each} {...(each === 'remove' ? { color: 'coral' } : {})} onClick={() => setDeed(each)}>{say(`staff.deed.${each}`)}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
      {deed === 'mail' ? <MailLink seat={seat} onClose={close} onOther={() => setDeed('link')} /> : null}
      {deed === 'link' ? <MakeLink seat={seat} onClose={close} onLink={onLink} /> : null}
      {deed === 'factor' ? <ResetFactor seat={seat} onClose={close} /> : null}
      {deed === 'remove' ? <Remove seat={seat} onClose={close} /> : null}
    </>
  )
}

type Doing = { seat: Seat; onClose: () => void }

function MailLink({ seat: { seat, name, email }, onClose, onOther }: Doing & { onOther: () => void }) {
  const { say } = useWords()
  const send = useWrite((client, _: void) => answerOf(client.POST('/api/v1/seats/{seat}/password-mails', { params: { path: { seat } }, body: {} })), { touches: [], onDone: () => { notifications.show({ message: say('staff.mailed', { email }) }); onClose() } })
  return (
    <Ask isOpen title={say('staff.mail_title', { name })} text={say('staff.mail_text', { email })} onClose={onClose} action={say('staff.deed.mail')} onAction={() => send.mutate()} isBusy={send.isPending} error={send.error}>
      {send.error === null ? null : <Text size="sm"><Button size="compact-sm" variant="subtle" onClick={onOther}>{say('staff.deed.link')}</Button></Text>}
    </Ask>
  )
}

function MakeLink({ seat: { seat, name }, onClose, onLink }: Doing & { onLink: (link: Link) => void }) {
  const { say } = useWords()
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/seats/{seat}/password-links', { params: { path: { seat } }, body: {} })), { touches: [], onDone: (link) => { onLink(link); onClose() } })
  return <Ask isOpen title={say('staff.link_title', { name })} text={say('staff.link_why')} onClose={onClose} action={say('staff.deed.link')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} />
}

function ResetFactor({ seat: { seat, name }, onClose }: Doing) {
  const { say } = useWords()
  const reset = useWrite((client, reason: string) => answerOf(client.POST('/api/v1/seats/{seat}/second-factor-resets', { params: { path: { seat } }, body: { reason } })), { touches: ['seats'], onDone: onClose })
  return <AskReason title={say('staff.factor_title', { name })} text={say('staff.factor_text')} hint={say('staff.factor_hint')} onClose={onClose} action={say('staff.deed.factor')} onAction={(reason) => reset.mutate(reason)} isBusy={reset.isPending} error={reset.error} isGrave />
}

function Remove({ seat: { seat, name }, onClose }: Doing) {
  const { say } = useWords()
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/seats/{seat}', { params: { path: { seat } } })), { touches: ['seats'], onDone: onClose })
  return <Ask isOpen title={say('staff.remove_title', { name })} text={say('staff.remove_text')} onClose={onClose} action={say('staff.deed.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isGrave />
}
