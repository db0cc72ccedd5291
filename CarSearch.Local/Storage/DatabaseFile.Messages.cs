namespace CarSearch.Local.Storage;

/// <content>The messages of <see cref="DatabaseFile"/>.</content>
internal sealed partial class DatabaseFile
{
    /// <summary>Logs what SQLite does not recover from the write-ahead log.</summary>
    private void LogLosses(WriteAheadLog log, bool wasOpen)
    {
        if (log is { IsReadable: false, PendingFrames: not 0 } && (wasOpen || log.Exists))
        {
            if (log.Exists || log.PendingFrames > 0)
            {
                LogLogMissing(LogLevel.Error, Path, log.Exists ? "damaged" : "missing", logPath, ".");
            }
            else
            {
                const string Unless = ", unless another program has opened the database since and written the log to it.";
                LogLogMissing(LogLevel.Warning, Path, "missing", logPath, Unless);
            }
        }
        else if (log.CommittedFrames > log.RecoveredFrames || (log.CommittedFrames is null && log.UnreadableCommits > 1))
        {
            LogLogTruncated(logPath, log.RecoveredFrames, log.UnreadableCommits, Path);
        }
        else if (log is { CommittedFrames: null, UnreadableCommits: 1 })
        {
            LogLastCommitIncomplete(logPath, log.RecoveredFrames);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database {Path} is damaged: {Problem}. All requests get 503 until the host is restarted with an intact database. "
            + "Stop the host and restore a backup; \"sqlite3 {Path} .recover\" prints what can be read.")]
    private partial void LogDamaged(string path, string problem);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The check of the database {Path} was stopped after {Seconds} s. Damage in the rest is found when it is read.")]
    private partial void LogCheckIncomplete(string path, double seconds);

    [LoggerMessage(
        Message = "The database {Path} was not closed, and its write-ahead log {Log} is {State}. Searches that were accepted or ended "
            + "since its last checkpoint are lost{Unless}")]
    private partial void LogLogMissing(LogLevel level, string path, string state, string log, string unless);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The write-ahead log {Log} is damaged after frame {Frame}: {Commits} later commits can't be read. The searches that were "
            + "accepted or ended in them are lost from the database {Path}.")]
    private partial void LogLogTruncated(string log, int frame, int commits, string path);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The last commit in the write-ahead log {Log}, after frame {Frame}, is incomplete. If the system failed while it was "
            + "written, it had not been confirmed to a caller; otherwise the log is damaged.")]
    private partial void LogLastCommitIncomplete(string log, int frame);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database {Path} has an unreadable row in table {Table}: {Row}. {Consequence}")]
    private partial void LogUnreadableRow(string path, string table, string row, string consequence);
}
