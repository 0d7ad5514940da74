import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../client/call.ts'
import { useSession } from '../../client/session.ts'
import { titleOf } from '../../client/titles.ts'
import { formatDay, formatSince } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { AskDialog } from '../ask-dialog.tsx'
import styles from '../settings.module.css'
import { SettingsSection } from '../settings-section.tsx'
import { SettingsTable } from '../settings-table.tsx'
import { say } from '../text.ts'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { scopeText } from './scope-text.ts'
import { type ApiKey, keysOf, stateOfKey } from './working-keys.ts'

function KeyRow({
  apiKey: key,
  owners,
  mayRevoke,
  onRevoke,
}: {
  apiKey: ApiKey
  owners: boolean
  mayRevoke: boolean
  onRevoke: () => void
}) {
  const now = Date.now()
  const state = stateOfKey(key, now)
  const used = key.last_used_at === null ? say('key.never') : formatSince(key.last_used_at, now)
  return (
    <tr>
      <td>
        <span className={styles.named}>{key.name}</span>
        <span className={styles.under}>{key.scopes.map(scopeText).join(', ')}</span>
        <span className={`${styles.under} ${styles.onlyNarrow}`}>
          {say('key.expires_on', { date: formatDay(key.expires_at) })}
        </span>
        <span className={`${styles.under} ${styles.onlyNarrow}`}>{say('key.used_at', { when: used })}</span>
      </td>
      {owners ? <td>{titleOf(key.person_id) ?? t('value.hidden')}</td> : null}
      <td>
        <StateMark tone={state === 'active' ? 'positive' : 'neutral'}>{say(`key.${state}`)}</StateMark>
      </td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{formatDay(key.expires_at)}</td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{used}</td>
      <td>
        {state === 'active' && mayRevoke ? (
          <Button look="quiet" aria-label={say('key.revoke_named', { name: key.name })} onClick={onRevoke}>
            {say('key.revoke')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

/** API keys: a person's own, or with nobody named those of everyone. */
export function ApiKeys({ personId }: { personId?: string }) {
  const client = useQueryClient()
  const session = useSession()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const list = useInfiniteQuery({
    queryKey: keysOf(personId),
    queryFn: ({ pageParam, signal }) =>
      call(
        'api-key.list',
        {
          ...(personId === undefined ? {} : { person_id: personId }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  const keys = list.data?.pages.flatMap(({ items }) => items) ?? []
  const reach = session.permissions['api-key:write']
  const mayRevoke = (key: ApiKey) =>
    reach === 'all' || (reach === 'own' && key.person_id === session.person.id)
  const refresh = () => client.invalidateQueries({ queryKey: ['api-keys'] })
  const everyone = personId === undefined
  return (
    <SettingsSection
      title={say(everyone ? 'settings.keys' : 'key.title')}
      about={say(everyone ? 'key.all_about' : 'key.about')}
      action={
        everyone || reach === undefined ? null : (
          <Button onClick={() => setMaking(true)}>{say('key.new')}</Button>
        )
      }
      error={list.error}
    >
      {list.data && keys.length === 0 ? (
        <p className={styles.state}>{say(everyone ? 'key.all_none' : 'key.none')}</p>
      ) : null}
      {keys.length > 0 ? (
        <SettingsTable
          label={say('key.table')}
          columns={[
            { heading: say('key.name') },
            ...(everyone ? [{ heading: say('key.owner') }] : []),
            { heading: say('key.state') },
            { heading: say('key.expires'), wide: true },
            { heading: say('key.used'), wide: true },
          ]}
          actions
        >
          {keys.map((key) => (
            <KeyRow
              key={key.id}
              apiKey={key}
              owners={everyone}
              mayRevoke={mayRevoke(key)}
              onRevoke={() => setRevoking(key)}
            />
          ))}
        </SettingsTable>
      ) : null}
      {list.hasNextPage ? (
        <Button onClick={() => void list.fetchNextPage()}>{say('settings.more')}</Button>
      ) : null}
      {making ? <NewKeyDialog onClose={() => setMaking(false)} onMade={() => void refresh()} /> : null}
      {revoking ? (
        <AskDialog
          title={say('key.revoke_title', { name: revoking.name })}
          about={say('key.revoke_about')}
          asks="nothing"
          action={say('key.revoke')}
          danger
          onDo={async () => {
            await call('api-key.revoke', { id: revoking.id })
            await refresh()
            notify({ text: say('key.revoked_done', { name: revoking.name }) })
          }}
          onClose={() => setRevoking(null)}
        />
      ) : null}
    </SettingsSection>
  )
}
