import { IconArchive, IconArchiveOff, IconDots, IconHistory, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { may, useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { capital, transitionOf } from '../../messages/words.ts'
import { usePageActions } from '../../shell/page-action.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { Tip } from '../../ui/tip.tsx'
import { notify } from '../../ui/toast.tsx'
import { AsOfDialog } from '../as-of-choice.tsx'
import { ownerOf, type WholeRecord } from '../row.ts'
import { type OpenTransition, onward, openTransitions } from './decision.ts'
import { type Decision, DecisionDialog } from './decision-dialog.tsx'
import { obstaclesQuery } from './record-query.ts'

interface Props {
  register: AnyRegister
  record: WholeRecord
  asOf: string | undefined
  onAsOf: (asOf: string | undefined) => void
}

/** What leads the record onward; it says why when somebody else has to do it. */
function Onward({
  register,
  open,
  obstacle,
  onDecide,
}: {
  register: AnyRegister
  open: OpenTransition
  /** What stands in its way now; pressing the button says so too, for whoever sees no tip. */
  obstacle: string | undefined
  onDecide: () => void
}) {
  const why = open.refused ? t('decision.separate') : obstacle && capital(obstacle)
  const button = (
    <Button look={why ? 'plain' : 'primary'} disabled={open.refused} onClick={onDecide}>
      {transitionOf(register, open.verb)}
    </Button>
  )
  return why ? <Tip label={why}>{button}</Tip> : button
}

/** What can be done with a record: what leads it onward at hand, everything else in a menu. */
export function RecordActions({ register, record, asOf, onAsOf }: Props) {
  const session = useSession()
  const [decision, setDecision] = useState<Decision | null>(null)
  const [choosingDay, setChoosingDay] = useState(false)
  const open = asOf === undefined ? openTransitions(session, register, record) : []
  const obstacles = useQuery({ ...obstaclesQuery(register, record), enabled: open.length > 0 }).data?.items
  const obstacleTo = (verb: string) => obstacles?.find(({ transition }) => transition === verb)?.reason
  const primary = onward(register, record, open)
  const archives = asOf === undefined && may(session, register, 'archive', { owner_id: ownerOf(record) })
  const archived = record.archived_at !== null
  const decide = (one: OpenTransition) => setDecision({ kind: 'transition', open: one })

  const more: MenuItem[] = [
    {
      key: 'link',
      label: t('record.copy_link'),
      icon: <IconLink size={16} stroke={1.75} />,
      run: () =>
        void navigator.clipboard
          .writeText(window.location.href)
          .then(() => notify({ text: t('record.copied') })),
    },
    {
      key: 'as-of',
      label: t('as_of.title'),
      icon: <IconHistory size={16} stroke={1.75} />,
      run: () => setChoosingDay(true),
    },
  ]
  const putAway: MenuItem[] = archives
    ? [
        {
          key: 'archive',
          label: t(archived ? 'record.restore' : 'record.archive'),
          icon: archived ? (
            <IconArchiveOff size={16} stroke={1.75} />
          ) : (
            <IconArchive size={16} stroke={1.75} />
          ),
          run: () => setDecision({ kind: archived ? 'restore' : 'archive' }),
        },
      ]
    : []
  const verb = (one: OpenTransition): MenuItem => ({
    key: one.verb,
    label: transitionOf(register, one.verb),
    disabled: one.refused,
    run: () => decide(one),
  })
  const others = open.filter((one) => one !== primary)
  usePageActions([...open.map(verb).filter(({ disabled }) => !disabled), ...more, ...putAway])
  return (
    <>
      <Menu
        anchor={
          <IconButton label={t('record.more')}>
            <IconDots size={16} stroke={1.75} />
          </IconButton>
        }
        groups={[{ items: others.map(verb) }, { items: more }, { items: putAway }]}
      />
      {primary ? (
        <Onward
          register={register}
          open={primary}
          obstacle={obstacleTo(primary.verb)}
          onDecide={() => decide(primary)}
        />
      ) : null}
      {decision ? (
        <DecisionDialog
          register={register}
          record={record}
          decision={
            decision.kind === 'transition'
              ? { ...decision, obstacle: obstacleTo(decision.open.verb) }
              : decision
          }
          onClose={() => setDecision(null)}
        />
      ) : null}
      {choosingDay ? (
        <AsOfDialog
          asOf={asOf}
          onClose={() => setChoosingDay(false)}
          onChoose={(day) => {
            setChoosingDay(false)
            onAsOf(day)
          }}
        />
      ) : null}
    </>
  )
}
