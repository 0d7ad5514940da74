/** An address as it is kept and compared. */
export const foldEmail = (email: string): string => email.trim().toLowerCase()
