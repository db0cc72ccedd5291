using System.Diagnostics;
using OpenTelemetry;

namespace CarSearch.Hosting;

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

    /// <summary>
    /// Names the redacted texts, unless another listener has; <see cref="Activity.AddException"/> adds its own only where none are named.
    /// </summary>
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
