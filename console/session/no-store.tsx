import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '#console/words/use-words.ts'
import { Gate } from './gate.tsx'
import { Leave } from './leave.tsx'
import { useMe } from './me.ts'

/** Somebody who is signed in and has no seat in any store: whoever owns the house makes one. */
export function NoStore() {
  const { say } = useWords()
  const mayMake = useMe().data?.mayMakeStores === true
  return (
    <Gate title={say('nostore.title')}>
      <Text size="sm">{say(mayMake ? 'nostore.make_text' : 'nostore.text')}</Text>
      {mayMake ? <Button renderRoot={(props) => <Link to="/new-store" {...props} />}>{say('stores.make')}</Button> : null}
      <Leave />
    </Gate>
  )
}
