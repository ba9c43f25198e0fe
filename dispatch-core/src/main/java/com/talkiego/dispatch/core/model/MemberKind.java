package com.talkiego.dispatch.core.model;

/** What stands at the other end: a field unit, a dispatch position, or a browser on the radio page. */
public enum MemberKind {
    UNIT,
    POSITION,
    BROWSER
}
