/** What was really heard, said and spent: measured while the console runs, written for machines. */
@NullMarked
package com.talkiego.dispatch.console.report;

import org.jspecify.annotations.NullMarked;
