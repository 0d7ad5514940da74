/** Where a person was in a list, so that coming back returns to the same row. */
export interface Place {
  readonly offset: number
  readonly active: string | null
}

const places = new Map<string, Place>()
const searches = new Map<string, Readonly<Record<string, string>>>()

export const rememberPlace = (address: string, place: Place): void => {
  places.set(address, place)
}

/** The list is to be seen from its beginning again. */
export const forgetPlace = (address: string): void => {
  places.delete(address)
}

export const placeIn = (address: string): Place | undefined => places.get(address)

/** The address parameters with which a register's list was last seen; its breadcrumb leads back there. */
export const rememberSearch = (plural: string, search: Readonly<Record<string, string>>): void => {
  searches.set(plural, search)
}

export const lastSearch = (plural: string): Readonly<Record<string, string>> => searches.get(plural) ?? {}
