import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { indexedByPlural, registerNamed } from '../app/registers.ts'
import { router } from '../app/router.tsx'
import { formatNumber } from '../messages/format.ts'
import { inSentence, manyOf, oneOf } from '../messages/words.ts'
import { PageHeader } from '../shell/page/page-header.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import type { ImportPreview } from './exchange-call.ts'
import { FileDrop } from './file/file-drop.tsx'
import { ReadingBar } from './file/reading-bar.tsx'
import styles from './import-page.module.css'
import { type ImportSession, importRun, useImportSession } from './import-session.ts'
import { MappingSection } from './mapping/mapping-section.tsx'
import { FindingList } from './outcome/finding-list.tsx'
import { ImportDone } from './outcome/import-done.tsx'
import { ImportRunning } from './outcome/import-running.tsx'
import { Outcome } from './outcome/outcome.tsx'
import { say } from './text.ts'

interface Props {
  register: AnyRegister
  session: ImportSession
}

const pageOf = (register: AnyRegister) => `/${register.plural}/import`

/** Runs the import; whoever has gone elsewhere meanwhile is told how it ended. */
async function runImport(register: AnyRegister): Promise<void> {
  const run = importRun(register)
  const done = await run.import()
  if (router.state.location.pathname === pageOf(register)) return
  const name = run.current().file?.name ?? ''
  notify({
    text: done ? say('run.done', { name }) : say('run.failed'),
    ...(done ? {} : { tone: 'critical' as const }),
    action: {
      label: say('run.show'),
      run: () => void router.navigate({ to: '/$plural/import', params: { plural: register.plural } }),
    },
  })
}

/** What failed, what was kept, what to do. */
function Failed({ register, session }: Props) {
  const { trouble } = session
  const run = importRun(register)
  if (!trouble) return null
  const lost = trouble.step === 'import' && trouble.unreachable
  return (
    <div className={styles.failed} role="alert">
      <h2 className={styles.title}>{say(trouble.step === 'import' ? 'run.failed' : 'import.failed')}</h2>
      <p>{lost ? say('run.failed_unreachable') : trouble.text}</p>
      {lost || trouble.text.includes('Nothing was') ? null : <p>{say('import.failed_kept')}</p>}
      <div className={styles.actions}>
        <Button onClick={() => void run.retry()}>{say('import.retry')}</Button>
        <Button look="quiet" onClick={() => run.startOver()}>
          {say('import.another')}
        </Button>
      </div>
    </div>
  )
}

/** Where importing would do nothing, there is nothing to press: the way on leads to what is here already. */
function FootOfNothing({ register }: { register: AnyRegister }) {
  return (
    <div className={styles.foot}>
      <span className={styles.counts} aria-live="polite">
        {say('import.nothing')}
      </span>
      <Link to="/$plural" params={{ plural: register.plural }} className={buttonClass('primary', true)}>
        {say('done.show', { many: inSentence(manyOf(register)) })}
      </Link>
    </div>
  )
}

function Foot({ register, preview, busy }: { register: AnyRegister; preview: ImportPreview; busy: boolean }) {
  const { rows, created, changed, unchanged, new_records, findings, fits } = preview
  const blocked = findings.errors > 0 || !fits
  if (!blocked && created + changed + new_records.count === 0) return <FootOfNothing register={register} />
  const name = inSentence(rows === 1 ? oneOf(register) : manyOf(register))
  const counts = {
    created: formatNumber(created),
    changed: formatNumber(changed),
    unchanged: formatNumber(unchanged),
  }
  return (
    <div className={styles.foot}>
      <span className={styles.counts} aria-live="polite">
        {blocked ? '' : say('import.foot', counts)}
      </span>
      <Button look="primary" large disabled={busy || blocked} onClick={() => void runImport(register)}>
        {blocked ? say('import.blocked') : say('import.do', { number: formatNumber(rows), name })}
      </Button>
    </div>
  )
}

/** The dry run: how the file is read, what importing it would do, what to know about its cells. */
function Examined({ register, session, preview }: Props & { preview: ImportPreview }) {
  const run = importRun(register)
  const { file, reading, busy } = session
  const findings =
    preview.fits && file ? (
      <FindingList
        key={preview.file.sha256}
        register={register}
        file={file}
        reading={reading}
        preview={preview}
      />
    ) : null
  // What stands in the way comes before what can be looked through.
  const blocking = preview.findings.errors > 0
  return (
    <>
      <div className={styles.page}>
        <div className={styles.column} data-busy={busy}>
          <ReadingBar
            preview={preview}
            reading={reading}
            busy={busy}
            onReading={(next) => void run.read(next)}
            onAnother={() => run.startOver()}
          />
          <Failed register={register} session={session} />
          {blocking ? findings : null}
          {preview.fits ? <Outcome register={register} preview={preview} /> : null}
          <MappingSection
            register={register}
            preview={preview}
            busy={busy}
            onMapping={(mapping) => void run.use(mapping)}
          />
          {blocking ? null : findings}
        </div>
      </div>
      <Foot register={register} preview={preview} busy={busy} />
    </>
  )
}

function Step({ register, session }: Props) {
  const run = importRun(register)
  const { file, preview, running, result, began_at, trouble } = session
  if (result && began_at && file)
    return (
      <div className={styles.page}>
        <ImportDone
          register={register}
          fileName={file.name}
          result={result}
          beganAt={began_at}
          onAgain={() => run.startOver()}
        />
      </div>
    )
  if (running)
    return (
      <div className={styles.page}>
        <ImportRunning session={session} />
      </div>
    )
  if (preview) return <Examined register={register} session={session} preview={preview} />
  return (
    <div className={styles.page}>
      {trouble ? (
        <Failed register={register} session={session} />
      ) : file ? (
        <div className={styles.reading} aria-live="polite">
          <h2 className={styles.title}>{say('import.reading', { name: file.name })}</h2>
          <p>{say('import.reading_about')}</p>
        </div>
      ) : (
        <FileDrop register={register} onFile={(chosen) => void run.choose(chosen)} />
      )}
    </div>
  )
}

/** Keeps the browser from closing the window while a file is being sent. */
function useStayWhileRunning(running: boolean): void {
  useEffect(() => {
    if (!running) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [running])
}

function RegisterImport({ register }: { register: AnyRegister }) {
  const session = useImportSession(register)
  useStayWhileRunning(session.running)
  const many = inSentence(manyOf(register))
  return (
    <>
      <PageHeader
        title={say('import.title', { many })}
        parent={{ label: manyOf(register), plural: register.plural }}
      />
      <Step register={register} session={session} />
    </>
  )
}

/** Imports records of any register that is exchanged in files. */
export function ImportPage() {
  const { plural } = useParams({ from: '/shell/$plural/import' })
  const indexed = indexedByPlural(plural)
  return indexed ? <RegisterImport key={plural} register={registerNamed(indexed.name)} /> : null
}
