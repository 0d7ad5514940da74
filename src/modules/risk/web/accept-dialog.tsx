import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import type { WorkActProps } from '../../../web/app/web-module.ts'
import { call } from '../../../web/client/call.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate } from '../../../web/messages/format.ts'
import type { WholeRecord } from '../../../web/register/row.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Choice } from '../../../web/ui/field/choice.tsx'
import { FieldShell, TextArea } from '../../../web/ui/field/input.tsx'
import { TextField } from '../../../web/ui/field/text-field.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { roleName } from '../decision/role-name.ts'
import styles from './risk.module.css'
import { acceptanceStatementQuery } from './risk-answers.ts'
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
            <Choice
              label={`${label} ${t('risk.decide.whom')}`}
              options={candidates.map(({ person_id }) => ({
                value: person_id,
                label: titleOf(person_id) ?? person_id,
              }))}
              value={person}
              onChange={(person_id) => onVoice({ opinion: voice?.opinion ?? '', person_id })}
            />
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

/** Accepts what remains of a risk by signature, on its page or where it waits in My work. */
export function AcceptDialog({
  record,
  onClose,
}: {
  record: Pick<WholeRecord, 'id' | 'version'>
  onClose: () => void
}) {
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
          <TextField
            label={t('risk.decide.expires')}
            marked
            help={
              said.data?.latest_expires_on
                ? t('risk.decide.latest', { day: formatDate(said.data.latest_expires_on) })
                : undefined
            }
            required
            type="date"
            max={said.data?.latest_expires_on ?? undefined}
            value={until}
            onChange={setExpiresOn}
          />
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

/** Accepts a risk that waits in My work. */
export const Accept = ({ item, onClose }: WorkActProps) => <AcceptDialog record={item} onClose={onClose} />
