using System.Diagnostics;
using Azure;
using CarSearch.Functions.Storage;
using CarSearch.Hosting;

namespace CarSearch.Tests.Functions;

/// <summary>Which text is secret, and which is not.</summary>
public sealed class RedactionTests
{
    private const string Token = "379d3868a072fc30a27e11a243c72f4f";
    private const string Key = "zKl1-9_aB==";

    [Theory]
    [InlineData(Token, "[token]")]
    [InlineData("/api/searches/" + Token + "?wait=30", "/api/searches/[token]?wait=30")]
    [InlineData("/api%2Fsearches%2F" + Token + "%3Fwait", "/api%2Fsearches%2F[token]%3Fwait")]
    [InlineData("/api/searches/00112233445566778899AABBCCDDEEFF", "/api/searches/[token]")]
    [InlineData("/api/searches/00112233-4455-6677-8899-aabbccddeeff?wait=30", "/api/searches/[token]?wait=30")]
    [InlineData("/api%2Fsearches%2F00112233-4455-6677-8899-AABBCCDDEEFF%3Fwait", "/api%2Fsearches%2F[token]%3Fwait")]
    [InlineData("\\u002Fapi\\u002Fsearches\\u002F00112233-4455-6677-8899-AABBCCDDEEFF", "\\u002Fapi\\u002Fsearches\\u002F[token]")]
    [InlineData("{\\u0022token\\u0022:\\u0022" + Token + "\\u0022}", "{\\u0022token\\u0022:\\u0022[token]\\u0022}")]
    [InlineData("search_" + Token + "_1", "search_[token]_1")]
    [InlineData("\\n" + Token + "\\n", "\\n[token]\\n")]
    [InlineData(Token + " " + Token, "[token] [token]")]
    public void A_token_is_secret_wherever_it_stands(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Theory]
    [InlineData("code=" + Key, "code=[redacted]")]
    [InlineData("?size=mini&code=" + Key + "&wait=30", "?size=mini&code=[redacted]&wait=30")]
    [InlineData("?Code=" + Key + "&CODE=" + Key, "?Code=[redacted]&CODE=[redacted]")]
    [InlineData(
        "GET http://localhost/api/places?q=x&code=" + Key + " HTTP/1.1",
        "GET http://localhost/api/places?q=x&code=[redacted] HTTP/1.1")]
    [InlineData("{\"query\":\"q=x\\u0026code=" + Key + "\"}", "{\"query\":\"q=x\\u0026code=[redacted]\"}")]
    [InlineData("next=%2Fapi%3Fq%3Dx%26code%3D" + Key, "next=%2Fapi%3Fq%3Dx%26code%3D[redacted]")]
    [InlineData("(code=" + Key + " is wrong)", "(code=[redacted] is wrong)")]
    [InlineData("?User=" + Token + "&CarSize=mini", "?User=[redacted]&CarSize=mini")]
    public void What_stands_behind_code_and_User_is_secret(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("Search 84b5cc1a9b1f2e3d ended: Succeeded, attempt 1.")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("00112233445566778899aabbccddeef")]
    [InlineData("00112233445566778899aabbccddeeff0")]
    [InlineData("keys/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("error_code=17, exit-code=1")]
    [InlineData("encode=utf-8&superuser=no")]
    [InlineData("A user gave no code.")]
    public void What_is_no_secret_stays_and_costs_nothing(string text) => Assert.Same(text, Redactor.Redact(text));

    [Fact]
    public void An_exception_is_the_same_without_its_secrets()
    {
        var inner = new IOException($"GET /searches/{Token}.json?code={Key}");
        var thrown = Catch(() => throw new InvalidOperationException($"No instance {Token}.", inner));
        var redacted = Redactor.Redact(thrown);

        Assert.Equal("No instance [token].", redacted.Message);
        Assert.Equal(
            thrown.ToString().Replace(Token, "[token]", StringComparison.Ordinal).Replace(Key, "[redacted]", StringComparison.Ordinal),
            redacted.ToString());
        Assert.Null(redacted.InnerException);
    }

    [Fact]
    public void An_exception_without_secrets_stays_what_it_is()
    {
        var thrown = Catch(() => throw new InvalidOperationException("No instance."));

        Assert.Same(thrown, Redactor.Redact(thrown));
    }

    [Theory]
    [InlineData(403, "AuthenticationFailed")]
    [InlineData(0, null)]
    public void An_error_of_Blob_Storage_does_not_contain_the_name_of_the_blob(int status, string? code)
    {
        // A wrong key is answered with the text that was signed, which has the blob's name.
        var refused = new RequestFailedException(status, $"The string to sign was 'GET /account/searches/{Token}.json'.", code, null);
        var text = BlobErrors.ToUnavailable(refused, "read a record").ToString();

        Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        Assert.Contains("/account/searches/[token].json", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_contains_no_secret_in_its_name_status_tags_and_exceptions()
    {
        using var redaction = new RedactingSpanProcessor();
        using var activity = new Activity("GET") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        activity.DisplayName = $"GET /api/searches/{Token}";
        activity.SetStatus(ActivityStatusCode.Error, $"No instance {Token}.");
        activity.SetTag("url.full", $"http://localhost/api/searches/{Token}?code={Key}");
        activity.SetTag("http.request.header.referer", new[] { "http://localhost/", $"http://localhost/?code={Key}" });
        activity.SetTag("durabletask.task.instance_id", Token);
        activity.SetTag("carsearch.search", "84b5cc1a9b1f2e3d");
        activity.SetTag("http.response.status_code", 200);
        activity.AddEvent(new("plain"));
        activity.AddEvent(new("note", tags: new ActivityTagsCollection { ["count"] = 3, ["other"] = "word" }));
        activity.AddException(new InvalidOperationException($"No instance {Token}."));
        activity.Stop();
        redaction.OnEnd(activity);

        Assert.True(activity.Recorded);
        Assert.Equal("GET /api/searches/[token]", activity.DisplayName);
        Assert.Equal((ActivityStatusCode.Error, "No instance [token]."), (activity.Status, activity.StatusDescription));
        Assert.Equal("http://localhost/api/searches/[token]?code=[redacted]", activity.GetTagItem("url.full"));
        Assert.Equal(
            ["http://localhost/", "http://localhost/?code=[redacted]"],
            Assert.IsType<string[]>(activity.GetTagItem("http.request.header.referer")));
        Assert.Equal("[token]", activity.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal("84b5cc1a9b1f2e3d", activity.GetTagItem("carsearch.search"));
        Assert.Equal(200, activity.GetTagItem("http.response.status_code"));
        var events = activity.Events.ToDictionary(one => one.Name, one => one.Tags.ToDictionary(tag => tag.Key, tag => tag.Value));
        Assert.Equal(new() { ["count"] = 3, ["other"] = "word" }, events["note"]);
        Assert.Equal(
            new()
            {
                ["exception.type"] = "System.InvalidOperationException",
                ["exception.message"] = "No instance [token].",
                ["exception.stacktrace"] = "System.InvalidOperationException: No instance [token].",
            },
            events["exception"]);
    }

    [Fact]
    public void An_exception_without_secrets_is_recorded_as_it_is()
    {
        using var redaction = new RedactingSpanProcessor();
        using var activity = new Activity("GET").Start();
        activity.AddException(new InvalidOperationException("No instance."));

        Assert.Equal("No instance.", Assert.Single(activity.Events).Tags.Single(tag => tag.Key == "exception.message").Value);
    }

    [Theory]
    [InlineData("note", "text", $"Of {Token}.")]
    [InlineData("exception", "exception.message", $"No address ?code={Key}.")]
    public void A_span_whose_event_was_made_with_a_secret_is_not_exported(string name, string tag, string text)
    {
        using var redaction = new RedactingSpanProcessor();
        using var activity = new Activity("GET") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        activity.AddEvent(new(name, tags: new ActivityTagsCollection { [tag] = text }));
        redaction.OnEnd(activity);

        Assert.False(activity.Recorded);
    }

    private static Exception Catch(Action action) => Assert.ThrowsAny<Exception>(action);
}
