using CarSearch.Hosting;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CarSearch.Tests.Local;

/// <summary>Verifies the exit code and the message on standard error when the program can't start.</summary>
public sealed class StartupErrorTests : FolderTests
{
    private const string Loopback = "--urls=http://127.0.0.1:0";
    private const string Key = "--CarSearch:Keys:app=0123456789abcdef";


    [Theory]
    [InlineData("Freshness=abc", "CarSearch:Freshness")]
    [InlineData("Freshness:Minutes=3", "CarSearch:Freshness has settings below it; expected a value.")]
    [InlineData("MaxWaitToStart=00:04:01", "CarSearch:MaxWaitToStart is 00:04:01; expected")]
    [InlineData("MaxShare=NaN", "CarSearch:MaxShare is NaN; expected a number above 0, at most 1.")]
    [InlineData("MaxInFlight=many", "CarSearch:MaxInFlight")]
    [InlineData("PublicUrl=cars.example.com", "CarSearch:PublicUrl is \"cars.example.com\"; expected an absolute http or https address")]
    [InlineData("Database= ", "CarSearch:Database is empty; expected the path of a file.")]
    [InlineData("Freshnes=00:30:00", "CarSearch:Freshnes is not a setting. Allowed: Database, Deadline, Freshness, Keys,")]
    [InlineData("Keys:app=0123456789abcde", "CarSearch:Keys:app can't be used; a key has 16 to 256 visible ASCII characters.")]
    [InlineData("Keys:app=0123456789abcdé0", "CarSearch:Keys:app can't be used")]
    [InlineData("Keys=0123456789abcdef", "CarSearch:Keys is a value; expected settings below it, such as CarSearch:Keys:NAME.")]
    [InlineData("Suppliers:0:Kind=Hertz", "CarSearch:Suppliers:0:Kind is \"Hertz\"; expected Simulated or OpenTravel.")]
    [InlineData("Simulated:LatencyScale=fast", "CarSearch:Simulated:LatencyScale")]
    [InlineData("Simulated:LatencyScal=0", "CarSearch:Simulated:LatencyScal is not a setting. Allowed: FaultRate, FixedLatency,")]
    public async Task An_invalid_setting_is_reported_by_name(string setting, string message)
    {
        var output = await RefusedAsync(Loopback, $"--CarSearch:{setting}");

        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_settings_of_both_kinds_are_reported_together()
    {
        var output = await RefusedAsync(Loopback, "--CarSearch:Freshness=00:00:00", "--CarSearch:MaxInFlight=0");

        Assert.Contains("CarSearch:Freshness is 00:00:00; expected", output, StringComparison.Ordinal);
        Assert.Contains("CarSearch:MaxInFlight is 0; expected", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--CarSearch:Keys:app=secret-é-secret-1", "secret-é-secret-1")]
    [InlineData("--CarSearch:Keys=secret-in-the-wrong-place", "secret-in-the-wrong-place")]
    [InlineData("--CarSearch:Key=secret-of-no-setting", "secret-of-no-setting")]
    public async Task An_invalid_key_is_not_logged(string argument, string secret) =>
        Assert.DoesNotContain(secret, await RefusedAsync(Loopback, argument), StringComparison.Ordinal);

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", "http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://192.0.2.7:0", "http://192.0.2.7:0")]
    [InlineData("--https_ports=0", "https://*:0")]
    [InlineData("--Kestrel:Endpoints:A:Url=http://+:0", "http://+:0")]
    public async Task Without_keys_only_loopback_addresses_are_allowed(string setting, string address)
    {
        var output = await RefusedAsync(setting);

        Assert.Contains($"\"{address}\" is reachable from other machines, which requires an access key.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=nonsense", "\"nonsense\" is not a valid address to listen on")]
    [InlineData("--Kestrel:Endpoints:A:Url=junk", "\"junk\" is not a valid address to listen on")]
    [InlineData("--urls=http://192.0.2.7:0", "assign requested address")]
    public async Task An_invalid_or_unavailable_address_is_reported(string setting, string message) =>
        Assert.Contains(message, await RefusedAsync(setting, Key), StringComparison.Ordinal);

    [Fact]
    public void The_default_address_is_loopback()
    {
        var builder = WebApplication.CreateBuilder();
        ListenAddresses.UseDefault(builder);

        Assert.Equal("http://localhost:7071", builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
    }

    [Fact]
    public async Task A_database_with_another_schema_version_is_reported_and_not_changed()
    {
        using var probe = new DatabaseProbe(Folder);
        probe.Execute("PRAGMA user_version = 9; CREATE TABLE other (a); INSERT INTO other VALUES (7)");

        var output = await RefusedAsync(Loopback);

        Assert.Contains("has schema version 9, but this version of CarSearch requires 1.", output, StringComparison.Ordinal);
        Assert.Equal(9L, probe.QueryNumber("PRAGMA user_version"));
        Assert.Equal("other", probe.Execute("SELECT group_concat(name) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_reported_and_not_changed()
    {
        var content = Enumerable.Repeat("Minutes of the last meeting.\n", 200).ToArray();
        await File.WriteAllLinesAsync(Database, content);
        var before = await File.ReadAllBytesAsync(Database);

        var output = await RefusedAsync(Loopback);

        var message = $"The database {Database} can't be opened: SQLite Error 26: 'file is not a database'.";
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    [Theory]
    [InlineData("missing/carsearch.db")]
    [InlineData("folder")]
    public async Task An_unusable_database_path_is_reported(string name)
    {
        Directory.CreateDirectory(Path.Combine(Folder.Path, "folder"));
        var path = Path.GetFullPath(Path.Combine(Folder.Path, name));

        var output = await RefusedAsync(Loopback, $"--CarSearch:Database={path}");

        Assert.Contains($"The database {path} can't be opened:", output, StringComparison.Ordinal);
        Assert.Contains("CarSearch:Database", output, StringComparison.Ordinal);
    }

    /// <summary>Runs the program, which must not start.</summary>
    /// <returns>The message that it wrote.</returns>
    private async Task<string> RefusedAsync(params string[] settings)
    {
        var hasDatabase = settings.Any(setting => setting.Contains(":Database=", StringComparison.Ordinal));
        string[] database = hasDatabase ? [] : [$"--CarSearch:Database={Database}"];
        return await LocalProcess.RefusedAsync(Folder.Path, [.. settings, .. database]);
    }
}
