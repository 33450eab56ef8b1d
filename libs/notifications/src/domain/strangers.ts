/**
 * How many mails a day visitors of the site can have sent to one address without an account, by all public forms together.
 * What goes beyond is taken in as always, but not mailed: the sender is told nothing of what others had sent there.
 */
export const mailsToStrangersADay = 5;
