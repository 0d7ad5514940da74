import { IconHistory } from '@tabler/icons-react'
import { formatInstant } from '../messages/format.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice/notice.tsx'

/** Says that the page shows an earlier moment and cannot be changed. */
export function AsOfNotice({
  asOf,
  treeSize,
  onLeave,
}: {
  asOf: string
  treeSize: number | null | undefined
  onLeave: () => void
}) {
  const when = formatInstant(asOf)
  return (
    <Notice
      icon={<IconHistory size={16} stroke={1.75} />}
      action={
        <Button look="quiet" onClick={onLeave}>
          {t('as_of.leave')}
        </Button>
      }
    >
      {typeof treeSize === 'number'
        ? t('as_of.proved', { when, size: treeSize })
        : t('as_of.notice', { when })}
    </Notice>
  )
}
