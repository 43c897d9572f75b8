/** Beyond this many levels inside one another nothing is read: what goes through it by recursion would end the program. */
export const MAX_LEVELS = 800;
