import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { callTransition } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { may, useSession } from '../../../web/client/session.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { NotAddedHere } from '../../../web/register/form/not-added-here.tsx'
import { openTransitions } from '../../../web/register/record/decision/decision.ts'
import { DecisionDialog } from '../../../web/register/record/decision/decision-dialog.tsx'
import { usePermitted } from '../../../web/register/record/decision/permitted.ts'
import { DocumentAhead } from '../../../web/register/record/document-ahead.tsx'
import { TitleField } from '../../../web/register/record/fact/title-field.tsx'
import { RecordState } from '../../../web/register/value/record-state.tsx'
import { DocumentLayout } from '../../../web/shell/page/document-layout.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { useScrolledPast } from '../../../web/shell/page/scrolled-past.ts'
import { Button } from '../../../web/ui/button.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { determination } from '../determination.ts'
import { DecideDialog } from './decide-dialog.tsx'
import styles from './determination-page.module.css'
import { OutcomePanel } from './outcome-panel.tsx'
import { Questionnaire } from './questionnaire.tsx'
import { StaleReasons } from './stale-reasons.tsx'
import { t } from './texts.ts'
import { useSaving, useView, type View, viewKey } from './use-draft.ts'
import { useOfSystem, useStart } from './use-start.ts'

const overview = () => ({ label: t('regulation.title'), plural: 'regulation' })

type Verb = 'approve' | 'reject' | 'return'

/** What the person may do now, and if not, why. */
function Actions({
  view,
  onVerb,
  onPropose,
}: {
  view: View
  onVerb: (verb: Verb) => void
  onPropose: () => void
}) {
  const session = useSession()
  const { record } = view
  const approving = usePermitted(determination, record, 'approve')
  const rejecting = usePermitted(determination, record, 'reject')
  const sendingBack = usePermitted(determination, record, 'return')
  const others = useOfSystem(record.ai_system_id)
  const start = useStart()
  if (record.state === 'draft' && may(session, determination, 'determine', record))
    return (
      <Button look="primary" disabled={view.outcome.state === 'incomplete'} onClick={onPropose}>
        {t('page.propose')}
      </Button>
    )
  const current = others.data?.items.find(({ kind }) => kind === record.kind)
  if (
    current?.current?.record.id === record.id &&
    !current.open &&
    may(session, determination, 'determine', record)
  )
    return <Button onClick={() => void start(record.ai_system_id, record.kind)}>{t('section.again')}</Button>
  if (record.state !== 'proposed') return null
  return (
    <>
      {approving.barredBecause ? <span className={styles.muted}>{t('page.somebody_else')}</span> : null}
      {sendingBack.may ? <Button onClick={() => onVerb('return')}>{t('page.return')}</Button> : null}
      {approving.may && view.approval ? (
        <Button look="primary" onClick={() => onVerb('approve')}>
          {t('page.approve')}
        </Button>
      ) : null}
      {rejecting.may && view.rejection ? (
        <Button look="danger" onClick={() => onVerb('reject')}>
          {t('page.reject')}
        </Button>
      ) : null}
    </>
  )
}

function Shown({ view }: { view: View }) {
  const session = useSession()
  const client = useQueryClient()
  const { record } = view
  const { saving, save, saved } = useSaving(record.id)
  const [verb, setVerb] = useState<Verb | null>(null)
  const readOnly = record.state !== 'draft' || !may(session, determination, 'determine', record)
  const whole = { ...record }
  const sendBack = openTransitions(session, determination, whole, ['return'])[0]
  const refresh = () => {
    setVerb(null)
    void client.invalidateQueries({ queryKey: viewKey(record.id) })
    void client.invalidateQueries({ queryKey: keys.all('determination') })
    void client.invalidateQueries({ queryKey: keys.all('ai-system') })
    void client.invalidateQueries({ queryKey: ['determinations-of'] })
  }
  const propose = async () => {
    // Whoever goes from the rationale straight to the button has yet to see it saved.
    const latest = (await saved())?.record ?? record
    try {
      await callTransition(determination, 'propose', { id: record.id, expected_version: latest.version })
    } catch (error) {
      notify({ text: detailOf(error), tone: 'critical' })
    }
    refresh()
  }
  const [heading, past] = useScrolledPast()
  const state = <RecordState register={determination} state={record.state} />
  const outcome = (
    <div className={styles.beside}>
      <OutcomePanel view={view} />
    </div>
  )
  return (
    <>
      <PageHeader title={record.title} parent={overview()} state={state} past={past}>
        <Actions view={view} onVerb={setVerb} onPropose={() => void propose()} />
      </PageHeader>
      <DocumentLayout aside={{ label: t('page.result'), content: outcome }}>
        <TitleField
          register={determination}
          record={whole}
          editable={false}
          state={state}
          heading={heading}
        />
        <p className={styles.muted}>
          {t('page.system')}:{' '}
          <Link
            to="/$plural/$id"
            params={{ plural: 'ai-systems', id: record.ai_system_id }}
            className={styles.inline}
          >
            {titleOf(record.ai_system_id) ?? record.title}
          </Link>
        </p>
        <StaleReasons reasons={view.stale} />
        <Questionnaire
          view={view}
          readOnly={readOnly}
          saving={saving}
          onAnswer={(question, answer) => save({ answers: { [question]: answer } })}
          onRationale={(rationale) => save({ rationale })}
        />
      </DocumentLayout>
      {verb === 'return' && sendBack ? (
        <DecisionDialog
          register={determination}
          record={whole}
          decision={{ kind: 'transition', open: sendBack }}
          onClose={refresh}
        />
      ) : null}
      {verb === 'approve' || verb === 'reject' ? (
        <DecideDialog view={view} verb={verb} onClose={() => setVerb(null)} onChange={refresh} />
      ) : null}
    </>
  )
}

/** A determination: its questions on one page, and what follows from the answers beside them. */
export function Page() {
  const { id = '' } = useParams({ strict: false })
  // The address of a form, which no determination begins with.
  return id === 'new' ? <NotAddedHere register={determination} /> : <Determination id={id} />
}

function Determination({ id }: { id: string }) {
  const read = useView(id)
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  if (read.data) return <Shown key={id} view={read.data} />
  return (
    <>
      <PageHeader title="" parent={overview()} past={false} />
      <DocumentLayout busy>
        <DocumentAhead />
      </DocumentLayout>
    </>
  )
}
