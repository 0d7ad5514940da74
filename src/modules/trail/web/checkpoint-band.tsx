import { IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { detailOf } from '../../../web/client/problem.ts'
import { formatInstant, formatNumber } from '../../../web/messages/format.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Fold } from '../../../web/ui/fold.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import styles from './checkpoint-band.module.css'
import { t, tn } from './texts.ts'
import { checkpointQuery } from './trail-query.ts'

const copy = (text: string): void =>
  void navigator.clipboard.writeText(text).then(
    () => notify({ text: t('checkpoint.copied') }),
    () => notify({ text: t('checkpoint.not_copied'), tone: 'critical' }),
  )

const shortened = (text: string): string => `${text.slice(0, 8)}…${text.slice(-8)}`

function Copy({ label, text }: { label: string; text: string }) {
  return (
    <IconButton label={label} onClick={() => copy(text)}>
      <IconCopy size={14} stroke={1.75} />
    </IconButton>
  )
}

/** The newest signed checkpoint, and how somebody else verifies the trail without this server. */
export function CheckpointBand() {
  const { data, error } = useQuery(checkpointQuery)
  if (error)
    return (
      <p className={styles.band} role="alert">
        {t('checkpoint.failed', { detail: detailOf(error) })}
      </p>
    )
  const key = data?.keys.find(({ current }) => current)
  const checkpoint = data?.checkpoint
  return (
    <section className={styles.band} aria-label={t('checkpoint.label')} aria-busy={data === undefined}>
      <p className={styles.line}>
        <span className={styles.label}>{t('checkpoint.label')}</span>
        {data && !checkpoint ? <span>{t('checkpoint.none')}</span> : null}
        {checkpoint ? (
          <>
            <span className={styles.strong}>
              {tn('checkpoint.size', checkpoint.tree_size, formatNumber(checkpoint.tree_size))}
            </span>
            <span className={styles.part}>
              {t('checkpoint.root')} <code title={checkpoint.root}>{shortened(checkpoint.root)}</code>
              <Copy label={t('checkpoint.copy_root')} text={checkpoint.root} />
            </span>
            <time dateTime={checkpoint.at}>
              {t('checkpoint.signed', { when: formatInstant(checkpoint.at) })}
            </time>
          </>
        ) : null}
      </p>
      {key ? (
        <Fold title={t('checkpoint.how')} className={styles.more}>
          <p className={styles.line}>
            <span className={styles.part}>
              {t('checkpoint.key')} <code>{key.fingerprint}</code>
              <Copy label={t('checkpoint.copy_key')} text={key.fingerprint} />
            </span>
          </p>
          <p className={styles.line}>
            <span>{t('checkpoint.verify')}</span>
            <span className={styles.part}>
              <code>plumbline verify FILE --key KEY</code>
              <Copy label={t('checkpoint.copy_command')} text={`plumbline verify FILE --key '${key.key}'`} />
            </span>
          </p>
        </Fold>
      ) : null}
    </section>
  )
}
