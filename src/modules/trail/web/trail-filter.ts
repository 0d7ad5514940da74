import { useNavigate, useSearch } from '@tanstack/react-router'

/** What the list is narrowed to; it stands in the address. */
export interface TrailFilter {
  readonly actor_id?: string
  readonly register?: string
  readonly event?: string
  readonly from?: string
  readonly to?: string
}

const filterKeys = ['actor_id', 'register', 'event', 'from', 'to'] as const

/** The filters of an address; empty ones and anything else it holds are left out. */
export const filterIn = (search: Readonly<Record<string, unknown>>): TrailFilter =>
  Object.fromEntries(
    filterKeys.flatMap((key) => {
      const value = search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )

/** The filters in the address, and how to set them. */
export function useTrailFilter(): {
  readonly filter: TrailFilter
  readonly setFilter: (next: TrailFilter) => void
} {
  const filter = filterIn(useSearch({ strict: false }))
  const navigate = useNavigate()
  return {
    filter,
    setFilter: (next) =>
      void navigate({ to: '/$plural', params: { plural: 'trail' }, search: { ...filterIn({ ...next }) } }),
  }
}
