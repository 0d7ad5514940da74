import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { WorkActProps } from '../../../../web/app/web-module.ts'
import { call } from '../../../../web/client/call.ts'
import { SignDialog } from '../../../../web/signing/sign-dialog.tsx'
import { notify } from '../../../../web/ui/overlay/toast.tsx'
import type { Show } from '../choose-rows.ts'
import { readinessQuery, refresh } from '../queries.ts'
import { t } from '../texts.ts'
import { ItemText, type ReadinessItem } from './readiness-items.tsx'

/** Shows exactly what approval would sign and what stands in the way; those who approve sign here. */
export function ApproveDialog({ onShow, onClose }: { onShow: (show: Show) => void; onClose: () => void }) {
  const read = useQuery(readinessQuery)
  const items = read.data?.items ?? []
  const text = (item: ReadinessItem) => <ItemText key={item.code} item={item} onShow={onShow} />
  return (
    <SignDialog
      title={t('soa.approve.title')}
      statement={read.data?.statement}
      obstacles={items.filter(({ blocks }) => blocks).map(text)}
      notices={items.filter(({ blocks }) => !blocks).map(text)}
      onClose={onClose}
      onStale={() => void read.refetch()}
      onSign={async (signature) => {
        const { number } = await call('soa.approve', { signature })
        notify({ text: t('soa.approve.done', { number }) })
        await refresh()
      }}
    />
  )
}

/** Signs the statement that waits in My work; what it names is shown on the statement's page. */
export function Approve({ onClose }: WorkActProps) {
  const navigate = useNavigate()
  const onShow = (show: Show) => {
    onClose()
    void navigate({ to: '/$plural', params: { plural: 'statement-of-applicability' }, search: { show } })
  }
  return <ApproveDialog onShow={onShow} onClose={onClose} />
}
