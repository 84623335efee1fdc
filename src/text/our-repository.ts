// Where this program is published: the one place that says it. A link to it, and a workflow's `uses:`, follow from this.

/** Owner and repository on GitHub. */
export const OUR_REPOSITORY = "factory-tuf/factory-tuf";
