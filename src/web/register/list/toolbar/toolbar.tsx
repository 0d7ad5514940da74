import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, manyOf } from '../../../messages/words.ts'
import type { OpenList } from '../state/use-list-state.ts'
import { ViewMenu } from '../view/view-menu.tsx'
import { DisplayMenu } from './display-menu.tsx'
import { AddFilter, FilterChips } from './filter-bar.tsx'
import { GroupMenu } from './group-menu.tsx'
import { SearchBox } from './search-box.tsx'
import styles from './toolbar.module.css'

/** What narrows, groups and shows a list otherwise. */
export function Toolbar({ register, list }: { register: AnyRegister; list: OpenList }) {
  const { state, onState } = list
  const props = { register, state, onState }
  return (
    <div className={styles.bar}>
      <SearchBox
        label={t('list.search_in', { many: inSentence(manyOf(register)) })}
        value={state.q}
        onSearch={(q) => onState({ ...state, q })}
      />
      <AddFilter {...props} />
      <FilterChips {...props} />
      <div className={styles.end}>
        <GroupMenu {...props} />
        <DisplayMenu {...props} />
        <ViewMenu register={register} list={list} />
      </div>
    </div>
  )
}
