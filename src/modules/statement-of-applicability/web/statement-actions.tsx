import { IconCalendar, IconDots, IconDownload, IconFileCheck, IconPlus, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../../web/client/session.ts'
import { AsOfDialog } from '../../../web/register/as-of-choice.tsx'
import { usePageActions } from '../../../web/shell/palette/page-action.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { useNarrow } from '../../../web/ui/narrow.ts'
import { Menu, type MenuItem } from '../../../web/ui/overlay/menu.tsx'
import { ApproveDialog } from './approval/approve-dialog.tsx'
import { ReadinessDialog } from './approval/readiness-dialog.tsx'
import type { Show } from './choose-rows.ts'
import { FactsDialog } from './fact/facts-dialog.tsx'
import { type Readiness, readinessQuery, type Shown } from './queries.ts'
import { OwnControlDialog } from './row/own-control-dialog.tsx'
import { t } from './texts.ts'
import { exportItems } from './version/export-items.tsx'

interface Props {
  shown: Shown
  asOf: string | undefined
  onAsOf: (asOf: string | undefined) => void
  onShow: (changes: { readonly show?: string; readonly q?: string; readonly row?: string }) => void
}

const icon = { size: 16, stroke: 1.75 } as const

/** How far it is from approval, whoever asks: the way to what is still open stands on the page from the start. */
function readinessWords(readiness: Readiness | undefined): string {
  if (readiness === undefined) return t('soa.readiness')
  if (readiness.submitted) return t('soa.readiness.waits')
  const open = readiness.items.filter(({ blocks, barred }) => blocks && !barred)
  if (open.some(({ code }) => code === 'unchanged')) return t('soa.readiness')
  return open.length === 0 ? t('soa.readiness.none') : t('soa.readiness.open_count', { count: open.length })
}

/** What can be done with the statement as a whole. */
export function StatementActions({ shown, asOf, onAsOf, onShow }: Props) {
  const navigate = useNavigate()
  const { permissions } = useSession()
  const narrow = useNarrow()
  const [open, setOpen] = useState<'approval' | 'facts' | 'day' | 'own' | null>(null)
  const now = asOf === undefined
  const approver = now && shown.started && permissions['soa:approve'] !== undefined
  const readiness = useQuery({ ...readinessQuery, enabled: now && shown.started }).data
  const approves = approver && readiness !== undefined && !readiness.items.some(({ barred }) => barred)
  const toVersions = () =>
    void navigate({
      to: '/$plural/$id',
      params: { plural: 'statement-of-applicability', id: 'versions' },
    })
  const ways: MenuItem[] = [
    { key: 'versions', label: t('soa.versions'), icon: <IconFileCheck {...icon} />, run: toVersions },
    {
      key: 'facts',
      label: t('soa.facts.title'),
      icon: <IconScale {...icon} />,
      run: () => setOpen('facts'),
    },
    { key: 'day', label: t('soa.earlier'), icon: <IconCalendar {...icon} />, run: () => setOpen('day') },
  ]
  const adding: MenuItem[] =
    now && shown.started && permissions['soa-row:write'] === 'all'
      ? [
          {
            key: 'own',
            label: t('soa.add_own'),
            icon: <IconPlus {...icon} />,
            run: () => setOpen('own'),
          },
        ]
      : []
  const files = shown.started ? exportItems(asOf === undefined ? {} : { as_of: asOf }) : []
  const dialog = {
    onShow: (show: Show) => {
      setOpen(null)
      onShow({ show })
    },
    onClose: () => setOpen(null),
  }
  usePageActions([...adding, ...ways, ...files])
  return (
    <>
      <Menu
        anchor={
          <IconButton label={t('soa.more')}>
            <IconDots {...icon} />
          </IconButton>
        }
        groups={[{ items: adding }, { items: ways }, { items: narrow ? files : [] }]}
      />
      {files.length > 0 && !narrow ? (
        <Menu
          anchor={
            <Button>
              <IconDownload size={14} stroke={1.75} />
              {t('soa.export')}
            </Button>
          }
          groups={[{ items: files }]}
        />
      ) : null}
      {now && shown.started ? (
        <Button look={approves ? 'primary' : 'plain'} onClick={() => setOpen('approval')}>
          {approves ? t('soa.approve') : narrow ? t('soa.readiness') : readinessWords(readiness)}
        </Button>
      ) : null}
      {open === 'approval' && approves ? <ApproveDialog {...dialog} /> : null}
      {open === 'approval' && !approves ? <ReadinessDialog {...dialog} /> : null}
      {open === 'facts' ? <FactsDialog onClose={() => setOpen(null)} /> : null}
      {open === 'own' ? (
        <OwnControlDialog
          onClose={() => setOpen(null)}
          onAdded={(row) => {
            setOpen(null)
            onShow({ show: '', q: '', row })
          }}
        />
      ) : null}
      {open === 'day' ? (
        <AsOfDialog
          asOf={asOf}
          onClose={() => setOpen(null)}
          onChoose={(day) => {
            setOpen(null)
            onAsOf(day)
          }}
        />
      ) : null}
    </>
  )
}
