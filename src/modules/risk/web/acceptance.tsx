import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { useSession } from '../../../web/client/session.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate, formatDay } from '../../../web/messages/format.ts'
import { capital } from '../../../web/messages/words.ts'
import { FactList } from '../../../web/register/record/facts.tsx'
import type { WholeRecord } from '../../../web/register/row.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FieldShell, Input, TextArea } from '../../../web/ui/field/input.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { roleName } from '../decision/role-name.ts'
import { risk } from '../risk.ts'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { acceptanceStatementQuery, acceptancesQuery } from './risk-answers.ts'
import { t } from './texts.ts'

interface Candidate {
  readonly person_id: string
}
interface Voice {
  readonly person_id: string
  readonly opinion: string
}

function Consulted({
  role,
  candidates,
  voice,
  onVoice,
}: {
  role: string
  candidates: readonly Candidate[]
  voice: Voice | undefined
  onVoice: (voice: Voice) => void
}) {
  const label = t('risk.decide.consult', { role: roleName(role) })
  const [first] = candidates
  if (!first) return <ProblemNote standing text={`${roleName(role)}: ${t('risk.decide.nobody')}`} />
  const person = voice?.person_id ?? first.person_id
  return (
    <FieldShell label={label} required>
      {(input) => (
        <>
          {candidates.length > 1 ? (
            <select
              className={styles.select}
              aria-label={`${label} ${t('risk.decide.whom')}`}
              value={person}
              onChange={(event) => onVoice({ opinion: voice?.opinion ?? '', person_id: event.target.value })}
            >
              {candidates.map(({ person_id }) => (
                <option key={person_id} value={person_id}>
                  {titleOf(person_id)}
                </option>
              ))}
            </select>
          ) : (
            <span className={styles.muted}>{titleOf(first.person_id)}</span>
          )}
          <TextArea
            {...input}
            rows={2}
            maxLength={4000}
            value={voice?.opinion ?? ''}
            onChange={(event) => onVoice({ person_id: person, opinion: event.target.value })}
          />
        </>
      )}
    </FieldShell>
  )
}

function AcceptDialog({ record, onClose }: { record: WholeRecord; onClose: () => void }) {
  const client = useQueryClient()
  const [expiresOn, setExpiresOn] = useState('')
  const [voices, setVoices] = useState<Readonly<Record<string, Voice>>>({})
  const said = useQuery({
    ...acceptanceStatementQuery(record, expiresOn),
    placeholderData: (before) => before,
  })
  const consult = said.data?.consult ?? []
  const consulted = consult.flatMap(({ role }) => {
    const voice = voices[role]
    return voice && voice.opinion.trim() !== '' ? [{ role, ...voice }] : []
  })
  const until = expiresOn || said.data?.expires_on || ''
  return (
    <SignDialog
      title={t('risk.decide.accept')}
      statement={said.data?.statement}
      version={said.data?.version}
      obstacles={said.data?.refusals.map(({ message }) => message)}
      reasoned
      ready={consulted.length === consult.length && !said.isPlaceholderData}
      onClose={onClose}
      onStale={() => void said.refetch()}
      onSign={async (signature, reason) => {
        if (!said.data?.expires_on) return
        await call('risk.accept', {
          id: record.id,
          expected_version: said.data.version,
          expires_on: said.data.expires_on,
          consulted,
          reason,
          signature,
        })
        await client.invalidateQueries({ queryKey: keys.all('risk') })
      }}
      more={() => (
        <>
          <FieldShell
            label={t('risk.decide.expires')}
            required
            help={
              said.data?.latest_expires_on
                ? t('risk.decide.latest', { day: formatDate(said.data.latest_expires_on) })
                : undefined
            }
          >
            {(input) => (
              <Input
                {...input}
                type="date"
                max={said.data?.latest_expires_on ?? undefined}
                value={until}
                onChange={(event) => setExpiresOn(event.target.value)}
              />
            )}
          </FieldShell>
          {consult.map(({ role, candidates }) => (
            <Consulted
              key={role}
              role={role}
              candidates={candidates}
              voice={voices[role]}
              onVoice={(voice) => setVoices({ ...voices, [role]: voice })}
            />
          ))}
        </>
      )}
    />
  )
}

/** What nobody but the person themselves, or another one, can mend. */
const personal = new Set(['authority', 'separation'])

const sentence = (words: string): string => `${capital(words)}.`

/** The button, for whoever may accept the risk now; otherwise in a quiet line who may, or what it still lacks. */
function Accepting({ record, onAccept }: { record: WholeRecord; onAccept: () => void }) {
  const session = useSession()
  const { data } = useQuery(acceptanceStatementQuery(record, ''))
  if (!data) return null
  const mine = data.refusals.filter(({ rule }) => personal.has(rule))
  if (mine.length > 0)
    return <p className={styles.muted}>{mine.map(({ message }) => sentence(message)).join(' ')}</p>
  if (data.refusals.length > 0)
    return (
      <div className={styles.muted}>
        {t('risk.decide.first')}
        <ul>
          {data.refusals.map(({ message }) => (
            <li key={message}>{sentence(message)}</li>
          ))}
        </ul>
      </div>
    )
  if (session.permissions['risk:accept'] === undefined) return null
  return <Button onClick={onAccept}>{t('risk.decide.accept')}</Button>
}

/** Who accepted the risk, how long it counts, and the dialog in which somebody with authority does. */
export function Acceptance({ record, editable }: { record: WholeRecord; editable: boolean }) {
  const [accepting, setAccepting] = useState(false)
  const { data } = useQuery(acceptancesQuery(record.id))
  const open = ['assessed', 'treatment_planned', 'treating', 'verifying'].includes(record.state)
  return (
    <>
      {data?.items.length === 0 ? <p className={styles.empty}>{t('risk.decide.none')}</p> : null}
      <ul className={styles.decisions}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <LevelMark level={one.level} />{' '}
            {t('risk.decide.by', {
              name: titleOf(one.accepted_by_id) ?? '',
              day: formatDay(one.accepted_at),
            })}
            , {t('risk.decide.until', { day: formatDate(one.expires_on) })}.{' '}
            <strong>{t(`risk.acceptance.${one.standing}`, { day: formatDate(one.expires_on) })}</strong>
            <p className={styles.muted}>{one.reason}</p>
          </li>
        ))}
      </ul>
      {open && record.archived_at === null ? (
        <Accepting record={record} onAccept={() => setAccepting(true)} />
      ) : null}
      <h3 className={styles.small}>{t('risk.decide.limits')}</h3>
      <FactList
        register={risk}
        record={record}
        editable={editable}
        fields={[
          'prohibited_practice',
          'legal_duty_unmet',
          'impact_assessment_missing',
          'safety_stop_untested',
          'cause_gone',
        ]}
      />
      {accepting ? <AcceptDialog record={record} onClose={() => setAccepting(false)} /> : null}
    </>
  )
}
