import { IconArchive } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { indexedByPlural, registerNamed } from '../../app/registers.ts'
import { Problem } from '../../client/problem.ts'
import { may, useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { manyOf, titledOf } from '../../messages/words.ts'
import { PageError } from '../../page/trouble.tsx'
import { DocumentLayout } from '../../shell/page/document-layout.tsx'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { useScrolledPast } from '../../shell/page/scrolled-past.ts'
import { useShortcuts } from '../../shell/shortcut/shortcut.ts'
import { Notice } from '../../ui/notice/notice.tsx'
import { AsOfNotice } from '../as-of-notice.tsx'
import { lastSearch } from '../list/state/place.ts'
import { hasNotCome } from '../not-come.tsx'
import { ownerOf, type WholeRecord } from '../row.ts'
import { Value } from '../value/value.tsx'
import { Comments } from './aside/comments.tsx'
import { History } from './aside/history.tsx'
import { NamedIn } from './aside/named-in.tsx'
import { PeopleAndDates } from './aside/people-and-dates.tsx'
import { Thread } from './aside/thread.tsx'
import { MissingFirst } from './decision/missing-first.tsx'
import { RecordActions } from './decision/record-actions.tsx'
import { DocumentAhead } from './document-ahead.tsx'
import { Facts } from './fact/facts.tsx'
import { TitleField } from './fact/title-field.tsx'
import {
  DatedSections,
  hasDatedSection,
  hasSectionAbove,
  ModuleSections,
  StateRemarks,
} from './module-sections.tsx'
import { NotComeYet, NotThere } from './not-there.tsx'
import { OverdueMark } from './overdue-mark.tsx'
import { RecordGuidance } from './record-guidance.tsx'
import { obstaclesQuery, recordQuery } from './record-query.ts'
import { WhenRead } from './when-read.tsx'

interface Shown {
  register: AnyRegister
  record: WholeRecord
  asOf: string | undefined
  treeSize: number | null
}

function RecordDocument({ register, record, asOf, treeSize }: Shown) {
  const session = useSession()
  const navigate = useNavigate()
  const toList = () =>
    void navigate({
      to: '/$plural',
      params: { plural: register.plural },
      search: lastSearch(register.plural),
    })
  useShortcuts([{ keys: 'Escape', label: 'shortcut.back', section: 'record', run: toList }])
  const owned = { owner_id: ownerOf(record) }
  const still = asOf !== undefined || record.archived_at !== null
  const writes = !still && may(session, register, 'write', owned)
  const said = useQuery({ ...obstaclesQuery(register, record), enabled: writes }).data
  // A state that lets nobody change it takes the controls away as soon as the server has said so.
  const editable = writes && (said?.locked ?? null) === null
  const declared = listFields(register).state
  const many = Object.keys(register.lifecycle.states).length > 1
  const state =
    declared && many ? (
      <>
        <Value register={register} field="state" declared={declared} value={record.state} />
        {asOf === undefined ? (
          <>
            <OverdueMark register={register} record={record} />
            <Suspense fallback={null}>
              <StateRemarks register={register} recordId={record.id} />
            </Suspense>
          </>
        ) : null}
      </>
    ) : null
  const [heading, past] = useScrolledPast()
  const facts = { register, record, editable }
  // Facts wait for what stands above them, which would push them down.
  const ahead = asOf === undefined && hasSectionAbove(register)
  // An earlier moment is told by its facts alone, unless the module tells what it shows itself as it was.
  const apart = asOf === undefined || hasDatedSection(register)
  const show = (as_of: string | undefined) =>
    void navigate({
      to: '/$plural/$id',
      params: { plural: register.plural, id: record.id },
      search: as_of ? { as_of } : {},
    })
  const beside = (
    <>
      <PeopleAndDates register={register} record={record} editable={editable} />
      {asOf === undefined ? (
        <WhenRead>
          <Thread register={register} record={record} editable={editable} />
          <NamedIn register={register.name} id={record.id} />
          <History register={register} record={record} />
        </WhenRead>
      ) : null}
    </>
  )
  return (
    <>
      <PageHeader
        title={titledOf(register, String(record[register.title] ?? ''))}
        parent={{ label: manyOf(register), plural: register.plural }}
        state={state}
        past={past}
      >
        <RecordActions register={register} record={record} asOf={asOf} onAsOf={show} />
      </PageHeader>
      {asOf === undefined ? null : (
        <AsOfNotice asOf={asOf} treeSize={treeSize} onLeave={() => show(undefined)} />
      )}
      {record.archived_at === null ? null : (
        <Notice icon={<IconArchive size={16} stroke={1.75} />}>{t('record.archived')}</Notice>
      )}
      <DocumentLayout aside={{ label: t('record.people_and_dates'), content: beside }}>
        <TitleField
          register={register}
          record={record}
          editable={editable}
          state={state}
          beside={asOf === undefined ? <MissingFirst register={register} record={record} /> : null}
          heading={heading}
        />
        {ahead ? null : <Facts {...facts} part={apart ? 'above' : 'whole'} />}
        {asOf === undefined ? (
          <Suspense fallback={ahead ? <DocumentAhead /> : null}>
            <WhenRead>
              {ahead ? (
                <>
                  <ModuleSections register={register} recordId={record.id} above />
                  <Facts {...facts} part="above" />
                </>
              ) : null}
              <ModuleSections register={register} recordId={record.id} />
              <Facts {...facts} part="below" />
              <RecordGuidance register={register} />
              <Comments register={register} record={record} />
            </WhenRead>
          </Suspense>
        ) : (
          <>
            {apart ? (
              <Suspense fallback={null}>
                <WhenRead>
                  <DatedSections register={register} recordId={record.id} asOf={asOf} />
                  <Facts {...facts} part="below" />
                </WhenRead>
              </Suspense>
            ) : null}
            <RecordGuidance register={register} />
          </>
        )}
      </DocumentLayout>
    </>
  )
}

function RecordSkeleton({ register }: { register: AnyRegister }) {
  return (
    <>
      <PageHeader title="" parent={{ label: manyOf(register), plural: register.plural }} past={false} />
      <DocumentLayout busy>
        <DocumentAhead />
      </DocumentLayout>
    </>
  )
}

function RegisterRecord({
  register,
  id,
  asOf,
}: {
  register: AnyRegister
  id: string
  asOf: string | undefined
}) {
  const answer = useQuery(recordQuery(register, id, asOf))
  if (answer.data)
    return (
      <RecordDocument
        register={register}
        record={answer.data.record}
        asOf={asOf}
        treeSize={answer.data.tree_size}
      />
    )
  if (asOf !== undefined && answer.error instanceof Problem && answer.error.kind === 'not-found')
    return <NotThere register={register} id={id} asOf={asOf} />
  if (asOf !== undefined && hasNotCome(answer.error))
    return <NotComeYet register={register} id={id} asOf={asOf} />
  if (answer.error) return <PageError error={answer.error} reset={() => void answer.refetch()} />
  return <RecordSkeleton register={register} />
}

/** The page of one record of any register. */
export function RecordPage() {
  const { plural, id } = useParams({ from: '/shell/$plural/$id' })
  const { as_of: asOf } = useSearch({ from: '/shell/$plural/$id' })
  const indexed = indexedByPlural(plural)
  return indexed ? (
    <RegisterRecord key={id} register={registerNamed(indexed.name)} id={id} asOf={asOf} />
  ) : null
}
