package com.talkiego.dispatch.console.search;

/** One line of the search: what it is, a word for its kind, what Enter does. */
public record Finding(String title, String kind, Runnable action) {}
