import { Button, Menu } from '@mantine/core'
import { ChevronDownIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type Freeze, type Member, type Profile } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { RemoveAuthenticator } from './authenticator.tsx'
import { FreezeMember } from './freeze.tsx'
import { Impersonate } from './impersonate.tsx'
import { IssueCoupon } from './issue-coupon.tsx'
import { MergeMembers } from './merge.tsx'
import { EraseData, ExportData } from './personal-data.tsx'
import { adjusting, forgiving, PointsDialog } from './points-dialog.tsx'
import { SetLevel } from './set-level.tsx'
import { MarkTest } from './test-member.tsx'

type Deed = 'adjust' | 'forgive' | 'coupon' | 'level' | 'merge' | 'freeze' | 'authenticator' | 'export' | 'erase' | 'test' | 'impersonate'

/** What a seat may do to a member: often asked for as buttons, seldom under one of them. */
export function Deeds({ profile, value, freeze, member, zone }: { profile: Profile; value: Member | null; freeze: Freeze; member: string; zone: string }) {
  const words = useWords()
  const { say } = words
  const units = useUnits()
  const may = useMay()
  const [doing, setDoing] = useState<Deed | null>(null)
  const done = (): void => setDoing(null)
  const debt = value?.units[value.mainUnit]?.debt ?? 0
  const ways = useRead(['members', member, 'ways'], (client) => answerOf(client.GET('/api/v1/members/{member}/ways', { params: { path: { member } } })))
  const seldom: [Deed, string, boolean][] = [['impersonate', 'impersonate.open', may('members:impersonate') && profile.kind === 'person'], ['forgive', 'forgive.title', may('activity:record') && debt > 0], ['merge', 'merge.open', may('activity:record') && value !== null], ['freeze', 'freeze.open', may('members:write') && !freeze.isFrozen], ['authenticator', 'authenticator.open', may('members:write') && ways.data?.hasTotp === true], ['test', profile.isTest ? 'test.unmark' : 'test.mark', may('members:write')], ['export', 'personal.export', may('members:reveal')], ['erase', 'personal.erase', may('members:erase')]]
  const offered = seldom.filter(([, , isAllowed]) => isAllowed)
  return (
    <>
      {offered.length === 0 ? null : (
        <Menu position="bottom-end" width={240}>
          <Menu.Target><Button variant="default" rightSection={<ChevronDownIcon aria-hidden />}>{say('member.more')}</Button></Menu.Target>
          <Menu.Dropdown>{offered.map(([deed, text]) => <Menu.Item key={deed} onClick={() => setDoing(deed)}>{say(text)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      )}
      {may('coupons:write') ? <Button variant="default" onClick={() => setDoing('coupon')}>{say('coupon.open')}</Button> : null}
      {may('activity:record') && value !== null ? <Button variant="default" onClick={() => setDoing('level')}>{say('level.open')}</Button> : null}
      {may('activity:record') && value !== null ? <Button onClick={() => setDoing('adjust')}>{say('adjust.open')}</Button> : null}
      {value !== null && doing === 'adjust' ? <PointsDialog deed={adjusting(words, units)} onClose={done} member={member} units={Object.keys(value.units)} mainUnit={value.mainUnit} /> : null}
      {value !== null && doing === 'forgive' ? <PointsDialog deed={forgiving(words, units, { debt, unit: value.mainUnit })} onClose={done} member={member} units={[value.mainUnit]} mainUnit={value.mainUnit} /> : null}
      <IssueCoupon isOpen={doing === 'coupon'} onClose={done} member={member} zone={zone} />
      {value === null ? null : <SetLevel isOpen={doing === 'level'} onClose={done} member={member} tracks={Object.keys(value.tracks)} zone={zone} />}
      {doing === 'merge' ? <MergeMembers member={member} memberId={profile.memberId} kind={profile.kind} onClose={done} /> : null}
      {doing === 'freeze' ? <FreezeMember member={member} onClose={done} /> : null}
      {doing === 'authenticator' ? <RemoveAuthenticator member={member} onClose={done} /> : null}
      {doing === 'impersonate' ? <Impersonate member={member} onClose={done} /> : null}
      {doing === 'test' ? <MarkTest member={member} isTest={profile.isTest} onClose={done} /> : null}
      {doing === 'export' ? <ExportData member={member} onClose={done} /> : null}
      {doing === 'erase' ? <EraseData member={member} onClose={done} /> : null}
    </>
  )
}
