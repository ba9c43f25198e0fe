package com.talkiego.dispatch.core.mix;

/** The two mixes an operator hears: selected channels, and the rest. Each goes to an output of its own. */
public enum Bus {
    SELECT,
    UNSELECT
}
