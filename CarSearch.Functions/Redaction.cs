using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace CarSearch.Functions;

/// <summary>Takes secrets out of text that leaves the process: tokens, and what stands behind <c>code=</c> and <c>User=</c>.</summary>
internal static partial class Redaction
{
    /// <summary>The text without secrets; the same object when there is none.</summary>
    public static string Of(string text) => Tokens().Replace(QueryValues().Replace(text, "$1[redacted]"), "[token]");

    /// <summary>An exception that tells the same without secrets; the same object when it has none.</summary>
    public static Exception Of(Exception exception)
    {
        var told = exception.ToString();
        var redacted = Of(told);
        return ReferenceEquals(told, redacted) ? exception : new RedactedException(Of(exception.Message), redacted);
    }

    /// <summary>Also as it stands in a longer run of letters, such as the name of a blob, but not as a part of a longer number. What precedes may be an escape.</summary>
    [GeneratedRegex(@"(?:(?<![0-9A-Fa-f])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))[0-9a-f]{32}(?![0-9A-Fa-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"((?:(?<![\w-])|(?<=%[0-9A-F]{2})|(?<=\\u[0-9A-F]{4}))(?:code|user)(?:=|%3D))[^&\s""'\\]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QueryValues();
}

/// <summary>Stands for an exception whose text had secrets.</summary>
internal sealed class RedactedException(string message, string told) : Exception(message)
{
    /// <inheritdoc/>
    public override string ToString() => told;
}

/// <summary>
/// Takes secrets out of spans, before they are exported. An event can't be changed once a span has it: exceptions are redacted
/// while they are recorded, and a span that has any other event with a secret is not exported.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private const string Message = "exception.message";

    private readonly ActivityListener recording = new() { ShouldListenTo = static _ => true, ExceptionRecorder = RecordRedacted };

    /// <summary>Redacts exceptions from now on, until it is disposed.</summary>
    public SpanRedaction() => ActivitySource.AddActivityListener(recording);

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        data.DisplayName = Redaction.Of(data.DisplayName);
        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, Redaction.Of(description));
        }

        foreach (var (name, value) in data.TagObjects.ToArray())
        {
            if (Redacted(value) is var redacted && !ReferenceEquals(value, redacted))
            {
                data.SetTag(name, redacted);
            }
        }

        if (data.Events.SelectMany(one => one.Tags).Any(tag => !ReferenceEquals(tag.Value, Redacted(tag.Value))))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        recording.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Names the redacted texts, unless another listener has; <see cref="Activity.AddException"/> adds its own only where none are named.</summary>
    private static void RecordRedacted(Activity activity, Exception exception, ref TagList tags)
    {
        if (!tags.Any(tag => tag.Key == Message) && Redaction.Of(exception) is RedactedException redacted)
        {
            tags.Add(Message, redacted.Message);
            tags.Add("exception.stacktrace", redacted.ToString());
        }
    }

    /// <summary>The value without secrets; the same object when there is none.</summary>
    private static object? Redacted(object? value) => value switch
    {
        string text => Redaction.Of(text),
        string[] texts when texts.Any(text => !ReferenceEquals(text, Redaction.Of(text))) => texts.Select(Redaction.Of).ToArray(),
        _ => value,
    };
}

/// <summary>Takes secrets out of log records, before they are exported.</summary>
internal sealed class LogRedaction : BaseProcessor<LogRecord>
{
    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = data.FormattedMessage is { } message ? Redaction.Of(message) : null;
        data.Body = data.Body is { } body ? Redaction.Of(body) : null;
        data.Attributes = data.Attributes?.Select(Redacted).ToArray();
        if (data.Exception is { } exception && Redaction.Of(exception) is RedactedException redacted)
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
        attribute.Value?.ToString() is { } text && Redaction.Of(text) is var redacted && redacted != text ? new(attribute.Key, redacted) : attribute;
}
