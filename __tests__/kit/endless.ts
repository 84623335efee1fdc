/** Of a run that nothing ends. */
export const endless = new AbortController().signal;
