import {
  type ComponentType,
  createContext,
  type LazyExoticComponent,
  lazy,
  useContext,
  useEffect,
  useState,
} from 'react'
import { detailOf } from '../client/problem.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import { fetchPart } from './fetch-part.ts'
import styles from './fetched-part.module.css'
import { serverAnswers } from './server-answers.ts'

/** Why a part is missing. One of an earlier build is gone once a newer one is served: then only loading anew helps. */
interface Missing {
  readonly detail: string
  readonly gone: boolean
}

async function missing(error: unknown): Promise<Missing> {
  const gone = await serverAnswers()
  return { detail: gone ? t('part.gone') : detailOf(error), gone }
}

const Retry = createContext<() => void>(() => {})

function Remedy({ gone }: Missing) {
  const retry = useContext(Retry)
  return gone ? (
    <Button onClick={() => window.location.reload()}>{t('part.load')}</Button>
  ) : (
    <Button onClick={retry}>{t('error.retry')}</Button>
  )
}

function MissingInPlace(missed: Missing) {
  return (
    <div className={styles.missing} role="alert">
      <p>{missed.detail}</p>
      <Remedy {...missed} />
    </div>
  )
}

function MissingAbove({ onClose, ...missed }: Missing & { onClose: () => void }) {
  return (
    <Dialog title={t('part.title')} onClose={onClose}>
      <DialogBody>
        <p role="alert">{missed.detail}</p>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Remedy {...missed} />
      </DialogFoot>
    </Dialog>
  )
}

/**
 * A component whose code is fetched when it is first shown. When that fails, what stands for it says so and tries again;
 * the page around it, and what was entered there, stay.
 */
function fetched<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  standIn: (missed: Missing) => ComponentType<Props>,
): ComponentType<Props> {
  let asked: LazyExoticComponent<ComponentType<Props>> | undefined
  let failed = false
  const part = () => {
    asked ??= lazy(async () => {
      try {
        return { default: await fetchPart(load) }
      } catch (error) {
        failed = true
        return { default: standIn(await missing(error)) }
      }
    })
    return asked
  }
  const forgetFailure = () => {
    if (failed) asked = undefined
    failed = false
  }
  return function FetchedPart(props: Props) {
    const [Part, setPart] = useState(part)
    // Whoever comes back later is not shown what failed before.
    useEffect(() => forgetFailure, [])
    const retry = () => {
      forgetFailure()
      setPart(part)
    }
    return (
      <Retry value={retry}>
        <Part {...props} />
      </Retry>
    )
  }
}

/** A part within a page. */
export const fetchedPart = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  fetched(load, (missed) => () => <MissingInPlace {...missed} />)

/** A part that opens above the page, and closes. */
export const fetchedAbove = <Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
) =>
  fetched(load, (missed) => ({ onClose }: Props) => <MissingAbove {...missed} onClose={onClose} />)
