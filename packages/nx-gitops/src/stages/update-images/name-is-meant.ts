import { qualifyRepository } from '../../model/lock/image-reference.ts';

/** Whether an image is one of those that were named, with or without its registry. */
export const nameIsMeant = (name: string, only: readonly string[] | undefined): boolean =>
  only?.some((one) => one === name || qualifyRepository(one) === qualifyRepository(name)) ?? true;
