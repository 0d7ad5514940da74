import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { indexedByPlural, registerNamed } from '../../app/registers.ts'
import { may, useSession } from '../../client/session.ts'
import { ExchangeMenu } from '../../exchange/exchange-menu.tsx'
import { t } from '../../messages/message.ts'
import { inSentence, manyOf, newOneOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { usePageActions } from '../../shell/palette/page-action.ts'
import { buttonClass } from '../../ui/button.tsx'
import { useNarrow } from '../../ui/narrow.ts'
import { AsOfNotice } from '../as-of-notice.tsx'
import { hasNotCome, NotCome } from '../not-come.tsx'
import { BulkDialog } from './bulk/bulk-dialog.tsx'
import { summaryQuery } from './rows/list-query.ts'
import { useSections } from './rows/sections.ts'
import { useShowFresh } from './rows/use-show-fresh.ts'
import { useSteady } from './rows/use-steady.ts'
import { isNarrowed, readListState } from './state/list-state.ts'
import { rememberSearch } from './state/place.ts'
import { useSelection } from './state/selection.ts'
import { useListState } from './state/use-list-state.ts'
import { ListFailed, NothingFound, NothingThen, NothingYet } from './table/list-empty.tsx'
import { ListFoot } from './table/list-foot.tsx'
import { ListTable } from './table/list-table.tsx'
import { Toolbar } from './toolbar/toolbar.tsx'
import { ViewNotice } from './view/view-notice.tsx'

function RegisterList({ register }: { register: AnyRegister }) {
  const session = useSession()
  const narrow = useNarrow()
  const list = useListState(register)
  const { state, onState, address } = list
  const { sections: latest, framing, frameError, retryFrame } = useSections(register, state)
  const arriving =
    framing || (state.group === null && latest.every(({ pending, error }) => pending && !error))
  const { sections, old } = useSteady(latest, arriving)
  const control = useSelection()
  const fresh = useShowFresh(register, state)
  const [changing, setChanging] = useState(false)
  const count = useQuery(summaryQuery(register, state))
  const one = inSentence(newOneOf(register))
  const mayCreate = may(session, register, 'write') && state.as_of === undefined
  const selectable = may(session, register, 'bulk') && state.as_of === undefined && state.archived === 'false'
  useEffect(() => rememberSearch(register.plural, address))
  const { clear } = control
  const selecting = JSON.stringify([state.filters, state.q, state.archived, state.as_of])
  useEffect(() => {
    // Other filters select other records; a selection never outlives what it was made from.
    if (selecting) clear()
  }, [selecting, clear])
  usePageActions(
    isNarrowed(state)
      ? [
          {
            key: 'unfilter',
            label: t('nothing_found.clear'),
            run: () => onState(readListState(register, {})),
          },
        ]
      : [],
  )

  const rows = sections.flatMap((section) => section.rows.loaded)
  const failed = frameError ?? latest.find(({ error }) => error)?.error
  const empty =
    !arriving && !failed && rows.length === 0 && sections.every((section) => section.rows.count === 0)
  const leaveMoment = () => onState({ ...state, as_of: undefined })
  if (state.as_of !== undefined && hasNotCome(failed))
    return (
      <>
        <PageHeader title={manyOf(register)} />
        <NotCome asOf={state.as_of} onLeave={leaveMoment} />
      </>
    )
  const retry = () => {
    retryFrame()
    for (const section of latest) if (section.error) section.retry()
  }
  return (
    <>
      <PageHeader title={manyOf(register)}>
        <ExchangeMenu register={register} state={state} />
        {mayCreate && !(empty && !isNarrowed(state)) ? (
          <Link to="/$plural/new" params={{ plural: register.plural }} className={buttonClass('primary')}>
            <IconPlus size={14} stroke={2} />
            {narrow ? t('list.new_short') : t('list.new', { one })}
          </Link>
        ) : null}
      </PageHeader>
      {state.as_of === undefined ? null : (
        <AsOfNotice asOf={state.as_of} treeSize={undefined} onLeave={leaveMoment} />
      )}
      <ViewNotice register={register} list={list} />
      {empty && !isNarrowed(state) && state.as_of === undefined ? (
        <NothingYet register={register} />
      ) : (
        <>
          <Toolbar register={register} list={list} />
          {failed ? (
            <ListFailed error={failed} onRetry={retry} />
          ) : empty && state.as_of !== undefined && !isNarrowed(state) ? (
            <NothingThen register={register} asOf={state.as_of} onLeave={leaveMoment} />
          ) : empty ? (
            <NothingFound onClear={() => onState(readListState(register, {}))} />
          ) : (
            <ListTable
              key={fresh.turn}
              register={register}
              state={state}
              onState={onState}
              sections={sections}
              old={old}
              control={control}
              selectable={selectable}
            />
          )}
          <ListFoot
            register={register}
            state={state}
            rows={rows}
            control={control}
            onChange={() => setChanging(true)}
            onShowFresh={fresh.show}
          />
        </>
      )}
      {changing ? (
        <BulkDialog
          register={register}
          state={state}
          selection={control.selection}
          count={control.selection.everything ? (count.data?.count ?? 0) : control.selection.ids.size}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false)
            clear()
          }}
        />
      ) : null}
    </>
  )
}

/** The list of any register. */
export function ListPage() {
  const { plural } = useParams({ from: '/shell/$plural/' })
  const indexed = indexedByPlural(plural)
  return indexed ? <RegisterList key={plural} register={registerNamed(indexed.name)} /> : null
}
