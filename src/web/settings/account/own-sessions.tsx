import { useQuery, useQueryClient } from '@tanstack/react-query'
import { formatInstant, formatSince } from '../../messages/format.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import styles from '../settings.module.css'
import { SettingsSection } from '../settings-section.tsx'
import { SettingsTable } from '../settings-table.tsx'
import { say } from '../text.ts'
import { endOtherSessions, endSession, type OwnSession, sessionsQuery } from './account-call.ts'
import { browserName } from './browser-name.ts'

function nameOf({ agent }: OwnSession): string {
  const { browser, system } = browserName(agent ?? '')
  if (browser && system) return say('session.on', { browser, system })
  return browser ?? system ?? agent?.slice(0, 60) ?? say('session.unknown')
}

function SessionRow({ session, busy, onEnd }: { session: OwnSession; busy: boolean; onEnd: () => void }) {
  const name = nameOf(session)
  return (
    <tr>
      <td>
        <span className={styles.named}>{name}</span>
        {session.second_factor ? <span className={styles.under}>{say('session.factor')}</span> : null}
        <span className={`${styles.under} ${styles.onlyNarrow}`}>{session.address}</span>
      </td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{session.address}</td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{formatInstant(session.signed_in_at)}</td>
      <td className={styles.figures}>{formatSince(session.last_seen_at, Date.now())}</td>
      <td>
        {session.current ? (
          <StateMark tone="positive">{say('session.this')}</StateMark>
        ) : (
          <Button
            look="quiet"
            aria-label={say('session.end_named', { name })}
            disabled={busy}
            onClick={onEnd}
          >
            {say('session.end')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Where a person is signed in, and how they end it. */
export function OwnSessions() {
  const client = useQueryClient()
  const list = useQuery(sessionsQuery)
  const attempt = useAttempt()
  const sessions = list.data?.items ?? []
  const end = (ending: () => Promise<unknown>, done: string) =>
    void attempt.run(async () => {
      await ending()
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      notify({ text: done })
    })
  return (
    <SettingsSection
      title={say('session.title')}
      about={say('session.about')}
      action={
        sessions.length > 1 ? (
          <Button disabled={attempt.busy} onClick={() => end(endOtherSessions, say('session.others_ended'))}>
            {say('session.end_others')}
          </Button>
        ) : null
      }
      error={list.error}
    >
      <ProblemNote text={attempt.problem} />
      {sessions.length > 0 ? (
        <SettingsTable
          label={say('session.table')}
          columns={[
            { heading: say('session.browser') },
            { heading: say('session.address'), wide: true },
            { heading: say('session.since'), wide: true },
            { heading: say('session.used') },
          ]}
          actions
        >
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              busy={attempt.busy}
              onEnd={() => end(() => endSession(session.id), say('session.ended'))}
            />
          ))}
        </SettingsTable>
      ) : null}
    </SettingsSection>
  )
}
