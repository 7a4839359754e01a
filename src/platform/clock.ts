/** The time, as an argument: tests drive it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
