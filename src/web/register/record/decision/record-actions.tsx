import { IconArchive, IconArchiveOff, IconDots, IconHistory, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { may, useSession } from '../../../client/session.ts'
import { t } from '../../../messages/message.ts'
import { capital, transitionOf } from '../../../messages/words.ts'
import { usePageActions } from '../../../shell/palette/page-action.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Menu, type MenuItem } from '../../../ui/overlay/menu.tsx'
import { Tip } from '../../../ui/overlay/tip.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { AsOfDialog } from '../../as-of-choice.tsx'
import { ownerOf, type WholeRecord } from '../../row.ts'
import { obstaclesQuery } from '../record-query.ts'
import { type OpenTransition, onward, openTransitions } from './decision.ts'
import { type Decision, DecisionDialog } from './decision-dialog.tsx'
import styles from './record-actions.module.css'

interface Props {
  register: AnyRegister
  record: WholeRecord
  asOf: string | undefined
  onAsOf: (asOf: string | undefined) => void
}

/** What leads the record onward; it says what is missing for it. */
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
  const why = obstacle && capital(obstacle)
  const button = (
    <Button look={why ? 'plain' : 'primary'} onClick={onDecide}>
      {transitionOf(register, open.verb)}
    </Button>
  )
  return why ? <Tip label={why}>{button}</Tip> : button
}

/** A decision waits, and all that keeps the person from it is that they are involved. */
const waitsForOthers = (
  register: AnyRegister,
  state: string,
  said: { readonly items: readonly { readonly transition: string; readonly barred: boolean }[] },
): boolean =>
  register.lifecycle.states[state]?.tone === 'progress' &&
  said.items.some(
    ({ transition, barred }) => barred && register.lifecycle.transitions[transition]?.separate === true,
  )

/** What can be done with a record: what leads it onward at hand, everything else in a menu. */
export function RecordActions({ register, record, asOf, onAsOf }: Props) {
  const session = useSession()
  const [decision, setDecision] = useState<Decision | null>(null)
  const [choosingDay, setChoosingDay] = useState(false)
  const now = asOf === undefined && record.archived_at === null
  const said = useQuery({ ...obstaclesQuery(register, record), enabled: now }).data
  const open = now ? openTransitions(session, register, record, said?.permitted) : []
  const obstacleTo = (verb: string) => said?.items.find(({ transition }) => transition === verb)?.reason
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
    run: () => decide(one),
  })
  const others = open.filter((one) => one !== primary)
  usePageActions([...open.map(verb), ...more, ...putAway])
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
      ) : now && said && waitsForOthers(register, record.state, said) ? (
        <Tip label={t('decision.separate')}>
          <span className={styles.others}>{t('decision.others')}</span>
        </Tip>
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
