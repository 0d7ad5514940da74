import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { messages } from '../../../modules/organization/messages/en.ts'
import { detailOf } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { addMessages } from '../../messages/message.ts'
import { Button } from '../../ui/button.tsx'
import { useRested } from '../../ui/debounce.ts'
import { Input } from '../../ui/field/input.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import styles from '../settings.module.css'
import { SettingsFrame } from '../settings-frame.tsx'
import { SettingsTable } from '../settings-table.tsx'
import { say } from '../text.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { peopleQuery, roleAssignmentsQuery } from './people-query.ts'
import { PersonRow } from './person-row.tsx'

// The states of people are named by their own module.
addMessages(messages)

/** Who can sign in and what they may do, for administrators. */
export function Page() {
  const client = useQueryClient()
  const { permissions } = useSession()
  const [words, setWords] = useState('')
  const [inviting, setInviting] = useState(false)
  const people = useInfiniteQuery({
    ...peopleQuery(useRested(words.trim(), 200)),
    placeholderData: keepPreviousData,
  })
  const assignments = useQuery(roleAssignmentsQuery)
  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['register', 'person'] }),
      client.invalidateQueries({ queryKey: roleAssignmentsQuery.queryKey }),
    ])
  }
  const shown = people.data?.pages.flatMap(({ items }) => items) ?? []
  const error = people.error ?? assignments.error
  return (
    <SettingsFrame
      action={
        permissions['person:administer'] === undefined ? null : (
          <Button look="primary" onClick={() => setInviting(true)}>
            {say('people.invite')}
          </Button>
        )
      }
    >
      <h2 className={styles.heading}>{say('settings.people')}</h2>
      <p className={styles.about}>{say('people.about')}</p>
      <div className={styles.bar}>
        <div className={styles.find}>
          <Input
            type="search"
            aria-label={say('people.find')}
            placeholder={say('people.find')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      </div>
      <ProblemNote text={error && detailOf(error)} />
      <SettingsTable
        label={say('settings.people')}
        columns={[
          { heading: say('people.person') },
          { heading: say('people.roles'), wide: true },
          { heading: say('people.state') },
        ]}
        actions
        busy={people.isFetching}
      >
        {shown.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            held={(assignments.data ?? []).filter(({ person_id }) => person_id === person.id)}
            onChanged={refresh}
          />
        ))}
      </SettingsTable>
      {people.data && shown.length === 0 ? <p>{say('people.none')}</p> : null}
      {people.hasNextPage ? (
        <Button onClick={() => void people.fetchNextPage()}>{say('settings.more')}</Button>
      ) : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} onInvited={() => void refresh()} /> : null}
    </SettingsFrame>
  )
}
