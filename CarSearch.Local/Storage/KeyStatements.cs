using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Finds valid claims of idempotency keys. Not thread-safe.</summary>
internal sealed class KeyQuery(DatabaseFile file, SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.CreatePreparedCommand(
        "SELECT token, digest, claimed_at FROM keys WHERE key = $key AND claimed_at > $since AND claimed_at < $until",
        "$key", "$since", "$until");

    /// <summary>Finds the valid claim of a key. Returns null if there is none, or if it can't be read.</summary>
    public KeyClaim? Find(string key, DateTimeOffset now)
    {
        // A claim of the future was made before the system clock was set back.
        using var row = find
            .WithValues(
                Convert.FromHexString(key),
                (now - KeyClaim.Lifetime).ToUnixTimeMilliseconds(),
                (now + KeyClaim.Lifetime).ToUnixTimeMilliseconds())
            .ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        if (row.GetToken(0) is { } token && row.GetBytes(1) is { Length: 32 } digest && row.GetInstant(2) is { } claimedAt)
        {
            return new(key, token, Convert.ToHexStringLower(digest), claimedAt);
        }

        file.ReportUnreadableRow("keys", key[..8], "A repetition with this idempotency key starts a new search.");
        return null;
    }
}

/// <summary>The statements that write idempotency keys. They are executed on the writer's thread only.</summary>
internal sealed class KeyStatements(DatabaseFile file, SqliteConnection connection)
{
    private readonly KeyQuery query = new(file, connection);

    private readonly SqliteCommand claim = connection.CreatePreparedCommand(
        "INSERT OR REPLACE INTO keys (key, token, digest, claimed_at) VALUES ($key, $token, $digest, $claimed)",
        "$key", "$token", "$digest", "$claimed");

    /// <summary>Claims a key unless an earlier claim is still valid.</summary>
    public sealed class Claim(KeyStatements statements, KeyClaim claim) : DatabaseWriter.Write
    {
        /// <summary>Gets the valid claim: this one or an earlier one.</summary>
        public KeyClaim? Valid { get; private set; }

        public override void Execute()
        {
            Valid = statements.query.Find(claim.Key, claim.ClaimedAt);
            if (Valid is null)
            {
                statements.claim
                    .WithValues(
                        Convert.FromHexString(claim.Key),
                        claim.Token.ToBytes(),
                        Convert.FromHexString(claim.RequestDigest),
                        claim.ClaimedAt.ToUnixTimeMilliseconds())
                    .ExecuteNonQuery();
                Valid = claim;
            }
        }
    }
}
