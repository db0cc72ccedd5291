using CarSearch.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CarSearch.Functions;

/// <summary>Formats a log entry as one redacted line, because the Functions host creates a log entry for each line.</summary>
internal sealed class RedactingConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console logger finds this formatter.</summary>
    public const string FormatterName = "redacting";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var line = logEntry.Exception is null ? message : $"{message} {logEntry.Exception}";
        textWriter.WriteLine(Redactor.Redact($"{logEntry.LogLevel}: {logEntry.Category}: {line.ReplaceLineEndings(" ")}"));
    }
}
