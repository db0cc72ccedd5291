using System.Net;
using System.Text;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Hostile;

/// <summary>Verifies that keys and tokens appear in no log entry, scope, activity, metric or error.</summary>
public sealed class SecrecyTests
{
    private const string Key = "key-of-the-app-31415926";
    private const string OtherKey = "key-of-another-27182818";
    private const string WrongKey = "key-of-nobody-14142135";
    private const string IdempotencyKey = "idempotency-16180339";

    private readonly List<string> problems = [];

    [Fact]
    public async Task No_secret_is_logged_or_returned()
    {
        var supplier = new ScriptedSupplier("Alpha");
        using var telemetry = new TelemetryLines();
        using var app = new CarSearchApplication(supplier.Answers(TestOffers.Offer("A1")))
            .With("Keys:app", Key).With("Keys:other", OtherKey)
            .WithSetting("Logging:LogLevel:Default", "Trace")
            .WithSetting($"Logging:{typeof(LogLines).FullName}:LogLevel:Default", "Trace")
            .WithSetting($"Logging:{typeof(LogLines).FullName}:LogLevel:Microsoft.AspNetCore.Routing.Matching", "Trace")
            .WithSetting($"Logging:{typeof(LogLines).FullName}:LogLevel:Microsoft.AspNetCore.Hosting", "Trace");
        using var client = app.Client();
        string token;
        using (var posted = await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}", IdempotencyKey))
        {
            Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
            token = (await posted.JsonAsync()).GetProperty("token").GetString()!;
            Assert.DoesNotContain(Key, posted.Headers.ToString() + await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var found = await SendAsync(client, HttpMethod.Get, $"/api/searches/{token}?wait=30&code={Key}&limit=1"))
        {
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            Assert.DoesNotContain(Key, found.Headers.ToString() + await found.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await CauseErrorsAsync(app, client, supplier, token);
        await RawHttp.SendAsync(
            client.BaseAddress!, $"GET /api/searches/{token}?code={Key} nonsense HTTP/1.1\r\nHost: a\r\n\r\n", endOfInput: true);
        await RawHttp.SendAsync(
            client.BaseAddress!, $"GET /api/health HTTP/1.1\r\nHost: a\r\nx-functions-key {Key} {token}\r\n\r\n", endOfInput: true);

        string[] secrets = [Key, OtherKey, WrongKey, IdempotencyKey, token];
        Assert.NotEmpty(app.Log.All);
        Assert.Contains(telemetry.All, line => line.Contains("RunSearch", StringComparison.Ordinal));
        Assert.Contains(telemetry.All, line => line.Contains("activity Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.True(problems.Count > 8, "There were too few errors to be significant.");
        var leaks = app.Log.All.Concat(telemetry.All).Concat(problems)
            .Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).Distinct().ToArray();
        Assert.True(leaks.Length == 0, string.Join('\n', leaks.Take(20)));
    }

    /// <summary>Causes every kind of error, with the secrets wherever a request can contain them.</summary>
    private async Task CauseErrorsAsync(CarSearchApplication app, HttpClient client, ScriptedSupplier supplier, string token)
    {
        var search = $"/api/searches/{token}";
        await SendAsync(client, HttpMethod.Get, $"{search}?code={WrongKey}");
        await SendAsync(client, HttpMethod.Get, $"{search}?code={Key}&size=huge");
        await SendAsync(client, HttpMethod.Get, $"{search}?code={Key}&code={OtherKey}&limit=0");
        await SendAsync(client, HttpMethod.Get, $"/api/searches?User={token}&code={Key}");
        await SendAsync(client, HttpMethod.Get, $"/api/searches?User={token}&User={token}&code={Key}");
        await SendAsync(client, HttpMethod.Get, $"/api/searches?code={Key}");
        await SendAsync(client, HttpMethod.Get, $"{search}/offers?code={Key}");
        await SendAsync(client, HttpMethod.Put, $"{search}?code={Key}");
        await SendAsync(client, HttpMethod.Get, $"/api/nothing/{token}?code={Key}");
        await SendAsync(client, HttpMethod.Get, $"/api/searches/{token.ToUpperInvariant()}x?code={Key}");
        await SendAsync(client, HttpMethod.Get, $"/api/searches/{token}%?code={Key}%zz");
        var other = TestSearches.Weekend.Replace("JFK", "LHR", StringComparison.Ordinal);
        await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}", IdempotencyKey, other);
        await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}", IdempotencyKey, "{");

        supplier.Fails(new InvalidOperationException("Injected."));
        await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}");
        supplier.Fails(new SupplierException("It is closed."));
        await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}");

        using (var probe = new DatabaseProbe(app.Folder))
        {
            probe.FailWrites();
            await SendAsync(client, HttpMethod.Post, $"/api/searches?code={Key}", "another-key");
            await SendAsync(client, HttpMethod.Delete, $"{search}?code={Key}");
            app.Time.Advance(TimeSpan.FromSeconds(5));
            await SendAsync(client, HttpMethod.Get, $"/api/health?code={Key}");
            probe.AllowWrites();
        }

        await SendAsync(client, HttpMethod.Delete, $"{search}?code={Key}");
        await SendAsync(client, HttpMethod.Get, $"{search}?code={Key}");
        app.Time.Advance(TimeSpan.FromDays(2));
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string address, string? idempotencyKey = null, string? body = null)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(method, new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + address, exact));
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(body ?? TestSearches.Weekend, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var response = await client.SendAsync(request);
        if ((int)response.StatusCode >= 400)
        {
            problems.Add($"response {(int)response.StatusCode}: {response.Headers} {await response.Content.ReadAsStringAsync()}");
        }

        return response;
    }
}
