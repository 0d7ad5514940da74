import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { callStandard } from '../../../client/call.ts'
import { detailOf } from '../../../client/problem.ts'
import { t } from '../../../messages/message.ts'
import { ThreadGroups } from '../../../thread/thread-groups.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { settle } from '../../edit/patch.ts'
import type { WholeRecord } from '../../row.ts'
import styles from './aside.module.css'
import { LinkDialog } from './link-dialog.tsx'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}

/** What leads to this record and what follows from it; links by hand are made and taken away here. */
export function Thread({ register, record, editable }: Props) {
  const client = useQueryClient()
  const [linking, setLinking] = useState(false)
  const remove = async (linkId: string, title: string) => {
    try {
      await callStandard(register, 'unlink', { id: record.id, link_id: linkId })
      settle(client, register.name, record.id)
      notify({ text: t('thread.unlinked', { title }) })
    } catch (error) {
      notify({ text: detailOf(error), tone: 'critical' })
    }
  }
  return (
    <section className={styles.section}>
      <div className={styles.top}>
        <h2 className={styles.heading}>{t('thread.title')}</h2>
        {editable ? (
          <span className={styles.end}>
            <IconButton label={t('thread.link')} onClick={() => setLinking(true)}>
              <IconPlus size={14} stroke={1.75} />
            </IconButton>
          </span>
        ) : null}
      </div>
      <ThreadGroups
        end={{ register: register.name, id: record.id }}
        onRemove={editable ? (linkId, title) => void remove(linkId, title) : null}
      />
      {linking ? <LinkDialog register={register} record={record} onClose={() => setLinking(false)} /> : null}
    </section>
  )
}
