import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowRight,
  IconCircleMinus,
  IconDots,
  IconHistory,
  IconLink,
} from '@tabler/icons-react'
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
import type { OpenTransition } from './decision.ts'
import { type Decision, DecisionDialog } from './decision-dialog.tsx'
import styles from './record-actions.module.css'
import { useSteps } from './use-steps.ts'

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
    <Button look="primary" onClick={onDecide}>
      {transitionOf(register, open.verb)}
    </Button>
  )
  return why ? <Tip label={why}>{button}</Tip> : button
}

/** Whether a step leads a record on, back to a state before, or to where it asks for nothing any more. */
function StepIcon({ register, state, open }: { register: AnyRegister; state: string; open: OpenTransition }) {
  const states = Object.keys(register.lifecycle.states)
  const { to } = open.transition
  const over = register.lifecycle.states[to]?.over === true
  const back = states.indexOf(to) < states.indexOf(state)
  const Icon = over ? IconCircleMinus : back ? IconArrowBackUp : IconArrowRight
  return <Icon size={16} stroke={1.75} />
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
  const { now, said, open, primary, obstacleTo } = useSteps(register, record, asOf)
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
    icon: <StepIcon register={register} state={record.state} open={one} />,
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
