package io.sealgate.json;

/** To a member of the whole object, as nearly all pointers are. Where it is a constant, so is all that a name is compared by: it takes a few instructions to find the member. */
record MemberPointer(KnownStrings.Known name) implements JsonPointer {}
