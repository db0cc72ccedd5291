using CarSearch.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace CarSearch.Functions;

/// <summary>Redacts log records before they are exported.</summary>
internal sealed class LogRedaction : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = data.FormattedMessage is { } message ? Redactor.Redact(message) : null;
        data.Body = data.Body is { } body ? Redactor.Redact(body) : null;
        data.Attributes = data.Attributes?.Select(Redacted).ToArray();
        if (data.Exception is { } exception && Redactor.Redact(exception) is var redacted && !ReferenceEquals(exception, redacted))
        {
            data.Exception = null;
            data.Attributes =
            [
                .. data.Attributes ?? [],
                new("exception.type", exception.GetType().FullName),
                new("exception.message", redacted.Message),
                new("exception.stacktrace", redacted.ToString()),
            ];
        }
    }

    private static KeyValuePair<string, object?> Redacted(KeyValuePair<string, object?> attribute) =>
        attribute.Value?.ToString() is { } text && Redactor.Redact(text) is var redacted && redacted != text
            ? new(attribute.Key, redacted)
            : attribute;
}
