import { ActionIcon, Badge, Group, TextInput } from '@mantine/core'
import { Cross2Icon, PlusIcon } from '@radix-ui/react-icons'
import { useState, type FormEvent } from 'react'
import { answerOf } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** The tags, which rules may ask for; whoever may write adds and removes them. */
export function Tags({ member, tags }: { member: string; tags: readonly string[] }) {
  const { say } = useWords()
  const may = useMay()
  const [text, setText] = useState('')
  const add = useWrite((client, tag: string) => answerOf(client.POST('/api/v1/members/{member}/tags', { params: { path: { member } }, body: { tags: [tag] } })), { touches: ['members'], onDone: () => setText('') })
  const remove = useWrite((client, tag: string) => answerOf(client.DELETE('/api/v1/members/{member}/tags/{tag}', { params: { path: { member, tag } } })), { touches: ['members'] })
  const isWriter = may('members:write')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate(text.trim())
  }
  const error = add.error ?? remove.error
  return (
    <>
      {tags.map((tag) => <Badge key={tag} size="lg" rightSection={isWriter ? <ActionIcon size={18} onClick={() => remove.mutate(tag)} aria-label={say('tags.remove', { tag })}><Cross2Icon /></ActionIcon> : null}>{tag}</Badge>)}
      {isWriter ? <form onSubmit={submit}><Group gap={4}><TextInput size="xs" w={130} aria-label={say('tags.new')} placeholder={say('tags.new')} value={text} onChange={(event) => setText(event.currentTarget.value)} /><ActionIcon type="submit" aria-label={say('tags.add')} loading={add.isPending}><PlusIcon /></ActionIcon></Group></form> : null}
      {error === null ? null : <Trouble error={error} />}
    </>
  )
}
