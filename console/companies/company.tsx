import { Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Buyers } from './buyers.tsx'
import { Contracts } from './contracts.tsx'
import { StatementView } from './statement.tsx'
import { TermsCard } from './terms.tsx'

/** A company: on which terms it buys, who buys for it, at which prices, and what it had, got and has. */
export function Company() {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const { company } = useParams({ strict: false }) as { company: string }
  const profile = useRead(['members', company, 'profile'], (client) => answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path: { member: company } } })))
  if (profile.error !== null) return <Page title={say('nav.companies')}><Trouble error={profile.error} onRetry={() => void profile.refetch()} /></Page>
  if (profile.data === undefined) return <Waiting what={say('waiting.companies')} />
  const { name, externalIds, memberId } = profile.data
  return (
    <Page title={name ?? externalIds[0] ?? memberId}>
      <Stack gap="lg">
        <Text size="sm"><Link to="/$store/members/$member" params={{ store, member: memberId }}>{say('companies.account')}</Link> · <span className="fixed">{externalIds[0] ?? memberId}</span></Text>
        <TermsCard company={memberId} />
        <Buyers company={memberId} />
        {may('catalogue:read') ? <Contracts company={memberId} /> : null}
        {may('activity:read') ? <StatementView company={memberId} /> : null}
      </Stack>
    </Page>
  )
}
