import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Somebody } from '#sdk/index'
import { TestBadge } from '#console/members/test-member.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** A member in a list, by name, else by the shop's id, else as nobody known; leads to their page. */
export function SomebodyLink({ somebody: { memberId, name, externalId, isTest } }: { somebody: Somebody }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const known = name ?? externalId
  return (
    <>
      <Link to="/$store/members/$member" params={{ store, member: memberId }} className="whole">{known ?? say('feed.nameless')}</Link>{isTest ? <TestBadge ml="xs" /> : null}
      {name === null || externalId === null ? null : <Text size="xs" c="dimmed" className="fixed one-line" title={externalId}>{externalId}</Text>}
    </>
  )
}
